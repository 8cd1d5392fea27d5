import { join, resolve } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Receipt } from '@strata/engine';
import type { Files, LayerBuilder } from '@strata/sdk';
import { problem } from '../codes';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { type Opened, openWorkspace } from '../open-templates';
import { checkCurrent } from '../vm-application/check-current';
import type { Definition } from '../vm-application/definition/definition';
import {
  getFolder,
  type PackageReceipt,
  readPackageReceipt,
  readReceiptIn,
} from '../vm-application/pack/receipt';
import { showDefinitions } from '../vm-application/show-definitions';
import type { LocalPackage } from '../vm-application/try/agent';
import { tryInLayers } from '../vm-application/try/try-in-layers';
import { unknownImage } from '../vm-application/try/unknown-image';
import { writeVerdict } from '../vm-application/try/verdict';
import { defineCommand } from './command';
import { findReceipt } from './find-receipt';

const flags = defineFlags({
  image: {
    kind: 'text',
    placeholder: 'PROJECT',
    doc: 'Image of the workspace that the application is tried in; by default the one that vm-app.json names.',
  },
  previous: {
    kind: 'text',
    placeholder: 'FOLDER',
    doc: 'Package of the version before (a dist/vm-app that was kept), which the update begins from. By default the same version again.',
  },
});

/** `strata test-vm-app`: installs, updates and removes an application as Azure's agent does, inside an image, offline. */
export const testVmApp = defineCommand({
  usage: '[flags] FOLDER...',
  flags,
  run: async (context, { flags: given, rest }) => {
    const { files, environment } = context.ports;
    await using opened = await openWorkspace(context);
    const definitions = await showDefinitions(context, opened, rest);
    if (!definitions) return EXIT.failure;
    let isRight = true;
    for (const definition of definitions) {
      const receipt = await readPackageReceipt(files, definition.directory);
      const stale = checkCurrent(definition, receipt);
      if (stale.length > 0) throw new Failure(stale);
      const image = await findImage(opened, definition, given.image);
      context.out.write(
        `${receipt.application.name} ${receipt.application.version} in ${image.name}, without a network\n`,
      );
      const steps: string[] = [];
      const problems = await tryInLayers(makeContext(opened), {
        ...image,
        local: makeLocal(receipt, getFolder(definition.directory)),
        previous: await findPrevious(files, given.previous && resolve(environment.cwd, given.previous)),
        check: definition.test.check,
        leaves: definition.test.leaves,
        onStep: ({ label, ended }) => {
          steps.push(`${label}: ${ended.code ?? 'ended by a signal'}`);
          context.out.write(`  ${label}: ${ended.code === 0 ? 'ok' : 'failed'}\n`);
        },
      });
      if (problems.length === 0) context.out.write('  nothing is left behind\n');
      opened.show(problems);
      isRight &&= problems.length === 0;
      await writeVerdict(files, definition.directory, {
        ...{ schema: 1, verdict: problems.length === 0 ? 'passed' : 'failed', key: receipt.key },
        ...{ image: image.name, layers: image.image.layers.map(({ diffId }) => diffId), steps },
      });
    }
    return isRight ? EXIT.success : EXIT.failure;
  },
});

type Place = Omit<Opened, 'templates'>;

function makeContext({ session }: Place) {
  const build = { buildName: '', builderType: '', runId: session.run.runId, force: false };
  return { ...session.workspaceContext(), ...build };
}

interface FoundImage {
  readonly name: string;
  readonly image: Receipt;
  readonly builder: LayerBuilder;
}

/** The image that an application is tried in, as it was built last. */
async function findImage(
  { session, workspace }: Place,
  { os, test, name, at }: Definition,
  given: string | undefined,
): Promise<FoundImage> {
  const wanted = given ?? test.image;
  const subject = given === undefined ? at('test.image') : undefined;
  const told = (detail: string, hint: string): Diagnostic =>
    problem('CLI067', { detail, hint, ...(subject && { subject }) });
  if (os === 'Windows')
    throw new Failure(
      told(`"${name}" is for Windows, which no layers here can run.`, 'Try it on a machine of Azure.'),
    );
  if (wanted === undefined)
    throw new Failure(
      told(
        'No image is named that the application could be tried in.',
        'Write "test": { "image": "golden" }, or give -image.',
      ),
    );
  const project = await workspace.findImage(wanted);
  if (!project) throw new Failure(unknownImage(wanted, await workspace.names(), subject));
  const image = await findReceipt(session.run.ports.files, project, undefined);
  const [type = ''] = image.source.split('.');
  const builder = session.run.registry.builders.get(type);
  if (builder?.builds !== 'layers')
    throw new Failure(
      told(`"${wanted}" was built by ${type}, which makes no layers.`, 'Name an image of layers.'),
    );
  return { name: wanted, image, builder: await builder.load() };
}

function makeLocal({ application, configuration }: PackageReceipt, folder: string): LocalPackage {
  return {
    application,
    path: join(folder, application.packageFile),
    configuration: configuration && join(folder, application.configurationFile),
  };
}

async function findPrevious(files: Files, folder: string | undefined): Promise<LocalPackage | undefined> {
  if (folder === undefined) return undefined;
  return makeLocal(await readReceiptIn(files, folder), folder);
}
