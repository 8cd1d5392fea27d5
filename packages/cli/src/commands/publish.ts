import { join } from 'node:path';
import { Failure, hasErrors } from '@strata/diagnostics';
import {
  getPublishedPath,
  getResourceKinds,
  openLedger,
  readAllPublished,
  writePublished,
} from '@strata/engine';
import { openWorkspaceStore } from '@strata/layers/store';
import { createActivities } from '@strata/sdk/progress';
import { problem } from '../codes';
import { EXIT } from '../context';
import { readCurrentReceipt } from '../current-receipt';
import { defineFlags } from '../flags';
import { checkGate } from '../gate';
import { GUEST_FIRMWARES, type GuestFirmware } from '../guest/firmware';
import { findOneBuild, type OneBuild } from '../layered-build';
import { type Opened, openTemplates } from '../open-templates';
import {
  chooseDestinations,
  formatOutcome,
  type PublishContext,
  type PublishSubject,
  publishImage,
  readDestinations,
} from '../publish';
import { getImageName } from '../publish/image-name';
import { STATE_FOLDER } from '../settings';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  to: {
    kind: 'list',
    placeholder: 'DESTINATION',
    doc: 'Where to publish: a name of destinations.json, or REGISTRY/REPOSITORY:TAG as docker writes it, with docker:// before it or without; may be given many times.',
  },
  'without-tests': {
    kind: 'list',
    placeholder: 'IMAGE',
    doc: 'Publish the image of this name though its tests did not pass, or it has none.',
  },
  'without-scan': {
    kind: 'list',
    placeholder: 'IMAGE',
    doc: 'Publish the image of this name whatever its scan found, or without one.',
  },
  firmware: {
    kind: 'text',
    placeholder: GUEST_FIRMWARES.join('|'),
    allowed: GUEST_FIRMWARES,
    doc: 'What starts the image where it is going: its tests have to have run in a machine that this started.',
  },
  'dry-run': { kind: 'switch', doc: 'Say what would be done, and send nothing.' },
});

/** `strata publish`: sends a built image, when the gate lets it through, to where others take it from. */
export const publish = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    await using opened = await openTemplates(context, input.rest, { choices: getChoices(input) });
    const { root } = opened.workspace;
    const destinations = chooseDestinations(
      input.flags.to,
      await readDestinations(context.ports.files, root),
    );
    const found = await findOneBuild(opened, 'One image is published at a time.');
    if (!found) return EXIT.failure;
    const { project, build } = found;
    const exceptions = {
      withoutTests: input.flags['without-tests'],
      withoutScan: input.flags['without-scan'],
    };
    assertOwn(project.name, exceptions);
    const { receipt } = await readCurrentReceipt(opened.session, found);
    const { firmware } = input.flags;
    const wanted = [firmware as GuestFirmware | undefined, ...destinations.map((each) => each.firmware)];
    const firmwares = wanted.filter((each) => each !== undefined);
    const subjectOfGate = { project, receipt, build: build.id };
    const told = await checkGate(opened.session, subjectOfGate, { ...exceptions, firmwares });
    opened.show(told);
    const isRefused = hasErrors(told);
    const isDryRun = input.flags['dry-run'];
    if (isRefused && !isDryRun) return EXIT.failure;

    const image = getImageName(project.name, build.source);
    const subject: PublishSubject = { image, receipt, parent: await findParent(opened, found) };
    const { files } = context.ports;
    const path = getPublishedPath(project.directory, build.id);
    let isWhole = true;
    const work = { destinations, mode: isDryRun ? 'look' : 'send' } as const;
    for await (const outcome of publishImage(await makeContext(opened, found), subject, work)) {
      context.out.write(`${formatOutcome(outcome)}\n`);
      opened.show(outcome.diagnostics);
      if (outcome.kind === 'failed') isWhole = false;
      else if (!isDryRun)
        await writePublished(files, { path, source: build.id, published: outcome.published });
    }
    for (const destination of destinations) destination.close?.();
    return isWhole && !isRefused ? EXIT.success : EXIT.failure;
  },
});

/** An exception for an image that is not published here would be a slip of the pen that nobody sees. */
function assertOwn(
  name: string,
  exceptions: { readonly withoutTests: readonly string[]; readonly withoutScan: readonly string[] },
): void {
  const others = [
    ...exceptions.withoutTests.map((image) => ['-without-tests', image] as const),
    ...exceptions.withoutScan.map((image) => ['-without-scan', image] as const),
  ].filter(([, image]) => image !== name);
  if (others.length === 0) return;
  throw new Failure(
    others.map(([flag, image]) =>
      problem('CLI033', {
        detail: `${flag} names "${image}", but the image that is to be published is "${name}".`,
        hint: `Name the image itself: ${flag}=${name}`,
      }),
    ),
  );
}

async function makeContext({ session, workspace }: Opened, { project }: OneBuild): Promise<PublishContext> {
  const place = session.context(project);
  const { ports, signal, reporter, scratch } = place;
  const { ledgers, registry } = session.run;
  const kinds = getResourceKinds(registry);
  return {
    ...{ ports, signal, scratch },
    root: workspace.root,
    publications: join(workspace.root, STATE_FOLDER, 'publications'),
    openLedger: async (name) => {
      const request = { files: ports.files, folder: ledgers, buildId: name, context: place, kinds };
      const ledger = await openLedger(request);
      return { ...ledger, [Symbol.asyncDispose]: ledger.close };
    },
    warn: (message) => reporter.warn(message),
    secrets: session.run.secrets,
    startActivity: createActivities(reporter, ports.clock),
    store: await openWorkspaceStore(place),
  };
}

/** What the image that this one stands on was published as, as far as this workspace knows. */
async function findParent({ session, workspace }: Opened, { build }: OneBuild) {
  if (build.base.kind !== 'image') return [];
  const parent = await workspace.findImage(build.base.foundation.reference.project);
  return parent ? readAllPublished(session.run.ports.files, parent.directory) : [];
}
