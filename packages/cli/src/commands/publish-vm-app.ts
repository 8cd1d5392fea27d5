import { join, resolve } from 'node:path';
import { type Diagnostic, Failure, hasErrors } from '@strata/diagnostics';
import { checkTogether, connectToGallery, makeProfile } from '@strata/target-azure/vm-applications';
import { problem } from '../codes';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { openWorkspace } from '../open-templates';
import { checkCurrent } from '../vm-application/check-current';
import type { Definition } from '../vm-application/definition/definition';
import { type PackageReceipt, readPackageReceipt } from '../vm-application/pack/receipt';
import {
  describePublished,
  formatOutcome,
  getPublication,
  PUBLISHED_FILE,
  publishPackage,
} from '../vm-application/publish/publish-package';
import { showDefinitions } from '../vm-application/show-definitions';
import { checkVerdict } from '../vm-application/try/verdict';
import { defineCommand } from './command';

const flags = defineFlags({
  'dry-run': { kind: 'switch', doc: 'Say what would be done, and change nothing.' },
  'without-test': {
    kind: 'list',
    placeholder: 'APPLICATION',
    doc: 'Publish the application of this name though it was not tried as it is now, or failed.',
  },
  profile: {
    kind: 'text',
    placeholder: 'FILE',
    doc: 'Also write what stands under applicationProfile of machines that have all these applications.',
  },
});

/** `strata publish-vm-app`: brings packages that were tried to a gallery of Azure; what is there already is not sent. */
export const publishVmApp = defineCommand({
  usage: '[flags] FOLDER...',
  flags,
  run: async (context, { flags: given, rest }) => {
    const { files, environment } = context.ports;
    await using opened = await openWorkspace(context);
    const definitions = await showDefinitions(context, opened, rest);
    if (!definitions) return EXIT.failure;
    assertKnown(given['without-test'], definitions);
    const work = await Promise.all(
      definitions.map(async (definition) => ({
        definition,
        receipt: await readPackageReceipt(files, definition.directory),
      })),
    );
    const told = await judge(files, work, given);
    opened.show(told);
    const isDryRun = given['dry-run'];
    if (hasErrors(told) && !isDryRun) return EXIT.failure;
    const { reporter, signal } = opened.session.workspaceContext();
    const { secrets } = opened.session.run;
    const say = (message: string) => reporter.say(message);
    const mode = isDryRun ? 'look' : 'send';
    const published = [];
    for (const { definition, receipt } of work) {
      const publication = getPublication(definition);
      const place = { ...publication, account: publication.storageAccount };
      const azure = await connectToGallery({ ports: context.ports, signal, secrets, say }, place);
      const outcome = await publishPackage(azure, { definition, receipt, mode });
      context.out.write(formatOutcome(receipt, outcome, mode));
      const entry = describePublished(definition, receipt);
      published.push(entry);
      if (!isDryRun)
        await files.write(
          join(definition.directory, 'dist', PUBLISHED_FILE),
          `${JSON.stringify({ schema: 1, ...entry }, undefined, 2)}\n`,
        );
    }
    if (given.profile !== undefined)
      await files.write(
        resolve(environment.cwd, given.profile),
        `${JSON.stringify(makeProfile(published), undefined, 2)}\n`,
      );
    return hasErrors(told) ? EXIT.failure : EXIT.success;
  },
});

interface Work {
  readonly definition: Definition;
  readonly receipt: PackageReceipt;
}

/** All that stands against a publication, before Azure is asked anything. */
async function judge(
  files: Parameters<typeof checkVerdict>[0],
  work: readonly Work[],
  given: { readonly 'without-test': readonly string[]; readonly profile: string | undefined },
): Promise<readonly Diagnostic[]> {
  const problems: Diagnostic[] = [];
  for (const { definition, receipt } of work) {
    getPublication(definition);
    problems.push(...checkCurrent(definition, receipt));
    if (!given['without-test'].includes(receipt.application.name))
      problems.push(...(await checkVerdict(files, definition.directory, receipt)));
  }
  if (given.profile !== undefined)
    problems.push(...checkTogether(work.map(({ receipt }) => receipt.application)));
  return problems;
}

/** An exception for an application that is not published here would be a slip of the pen that nobody sees. */
function assertKnown(names: readonly string[], definitions: readonly Definition[]): void {
  const others = names.filter((name) => !definitions.some((definition) => definition.name === name));
  if (others.length === 0) return;
  throw new Failure(
    others.map((name) =>
      problem('CLI033', {
        detail: `-without-test names "${name}", and that is none of the applications that are to be published: ${definitions.map((each) => each.name).join(', ')}.`,
        hint: 'Name the application itself.',
      }),
    ),
  );
}
