import { resolve } from 'node:path';
import { Failure, hasErrors } from '@strata/diagnostics';
import { describeOrigin, type Prepared, type Receipt, readReceipt, receiptPath } from '@strata/engine';
import type { LayeredBuildPlan } from '@strata/plan';
import { provenanceSchema, writeProvenance } from '@strata/post-processors/provenance';
import type { Artifact } from '@strata/sdk';
import { problem } from '../codes';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { openTemplates } from '../open-templates';
import { findStoredLayers } from '../stored-layers';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

const defaultBuilder = provenanceSchema.options.builder_id.default;

const flags = defineFlags({
  ...templateFlags,
  output: {
    kind: 'text',
    placeholder: 'FILE',
    doc: 'Where to write. By default provenance_NAME.intoto.json.',
  },
  key: {
    kind: 'text',
    placeholder: 'FILE',
    doc: 'Private key that signs, in PEM. Without it nothing is signed.',
  },
  'key-passphrase-env': {
    kind: 'text',
    placeholder: 'NAME',
    doc: 'Environment variable with the passphrase of an encrypted key.',
  },
  'builder-id': {
    kind: 'text',
    placeholder: 'URI',
    doc: `Who answers for the build. By default ${defaultBuilder}.`,
  },
  'record-run': { kind: 'switch', doc: 'Write when and in which run: then no two write the same bytes.' },
});

/** `strata provenance`: says what a built image was made of, as the post-processor of that name does. */
export const provenance = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    await using opened = await openTemplates(context, input.rest, { choices: getChoices(input) });
    const [project] = opened.templates;
    if (!project || opened.templates.length > 1)
      throw new Failure(problem('CLI007', { detail: 'The provenance of one image is written at a time.' }));
    const { session } = opened;
    const { value, diagnostics } = await session.projects.prepare(project);
    opened.show(diagnostics);
    if (hasErrors(diagnostics) || !value?.plan) return EXIT.failure;
    const plan = chooseBuild(value);
    const place = session.context(project);
    const path = receiptPath(project.directory, plan.id);
    const receipt = await readReceipt(context.ports.files, path);
    const stored = (await findStoredLayers(plan, place)).flatMap((layers) => layers ?? []);
    if (!receipt || !isSame(receipt, stored)) throw notBuilt(project.name, receipt !== undefined);
    const { run } = session;
    const origin = describeOrigin({
      ...{ project: project.name, template: value.template, plan },
      ...{ root: opened.workspace.root, secrets: run.secrets },
    });
    const artifact: Artifact = {
      ...{ builderId: `strata.${plan.builder.type}`, id: '', description: plan.source },
      ...{ files: [path], image: receipt },
    };
    const { key, output = `provenance_${plan.buildName}.intoto.json` } = input.flags;
    const { text, signedBy } = await writeProvenance(
      { ports: context.ports, baseDirectory: project.baseDirectory },
      {
        origin,
        artifact,
        builderId: input.flags['builder-id'] ?? defaultBuilder,
        key: key && { file: key, passphraseVariable: input.flags['key-passphrase-env'] },
        ...(input.flags['record-run'] && {
          run: { id: run.runId, finished: context.ports.clock.now() },
        }),
      },
    );
    await context.ports.files.write(resolve(project.baseDirectory, output), text);
    const how = signedBy === undefined ? 'unsigned' : `signed by the key ${signedBy}`;
    context.out.write(`${output}: ${how}\n`);
    return EXIT.success;
  },
});

function chooseBuild({ plan }: Prepared): LayeredBuildPlan {
  const [build, ...others] = plan?.builds ?? [];
  if (build?.kind === 'layers' && others.length === 0) return build;
  const names = (plan?.builds ?? []).map(({ id }) => id).join(', ');
  throw new Failure(
    problem('CLI007', {
      detail: `The provenance of one build of layers is written at a time; the template has ${names}.`,
      hint: 'Choose one with -only. Builds on live machines have the post-processor provenance.',
    }),
  );
}

function isSame({ layers }: Receipt, stored: readonly { readonly diffId: string }[]): boolean {
  return layers.length === stored.length && layers.every(({ diffId }, at) => diffId === stored[at]?.diffId);
}

/** What is said must be of what is there. */
function notBuilt(name: string, hasReceipt: boolean): Failure {
  return new Failure(
    problem('CLI029', {
      detail: hasReceipt
        ? `The template of ${name}, or something that it refers to, has changed since the image was built.`
        : `${name} was not built yet.`,
      hint: `Build it first: nx run ${name}:build-image`,
    }),
  );
}
