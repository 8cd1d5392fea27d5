import { resolve } from 'node:path';
import { Failure, hasErrors } from '@strata/diagnostics';
import { describeOrigin, type Prepared } from '@strata/engine';
import type { LayeredBuildPlan } from '@strata/plan';
import { provenanceSchema, writeProvenance } from '@strata/post-processors/provenance';
import type { Artifact } from '@strata/sdk';
import { problem } from '../codes';
import { EXIT } from '../context';
import { readCurrentReceipt } from '../current-receipt';
import { defineFlags } from '../flags';
import { openTemplates } from '../open-templates';
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
    const { receipt, path } = await readCurrentReceipt(session, { project, build: plan });
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
