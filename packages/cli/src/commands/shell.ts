import { Failure, hasErrors } from '@strata/diagnostics';
import type { BuildPlan, LayeredBuildPlan } from '@strata/plan';
import { problem } from '../codes';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { openTemplates } from '../open-templates';
import { findStoredLayers } from '../stored-layers';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  step: {
    kind: 'number',
    placeholder: 'N',
    doc: 'Stand on the layers up to step N as `strata plan` counts them; 1 is the base. By default all that are stored.',
  },
  command: { kind: 'text', placeholder: 'COMMAND', doc: 'Run this and leave, in place of a shell.' },
});

/** `strata shell`: a shell inside an image, at any layer. What is changed in it is thrown away. */
export const shell = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    await using opened = await openTemplates(context, input.rest, { choices: getChoices(input) });
    const [project] = opened.templates;
    if (!project || opened.templates.length > 1)
      throw new Failure(problem('CLI007', { detail: 'A shell opens in one image.' }));
    const { value, diagnostics } = await opened.session.projects.prepare(project);
    opened.show(diagnostics);
    const [build, ...others] = value?.plan?.builds ?? [];
    if (hasErrors(diagnostics) || !build) return EXIT.failure;
    if (others.length > 0) throw new Failure(severalBuilds([build, ...others]));
    if (build.kind !== 'layers') throw new Failure(noLayers(build));
    const place = opened.session.context(project);
    const builder = await build.builder.load();
    const layers = await layersUpTo(build, input.flags.step, await findStoredLayers(build, place));
    const base = build.base.kind === 'image' ? build.base.image.base : build.base.facts;
    const layer = await builder.open(place, { layers, base, network: true });
    try {
      const { command } = input.flags;
      if (command === undefined) return await layer.shell(context.signal);
      const exit = await layer.communicator.exec(
        {
          command,
          onOutput: ({ stream, data }) =>
            (stream === 'stdout' ? context.out : context.err).write(data.toString()),
        },
        context.signal,
      );
      return exit.kind === 'exited' ? exit.code : EXIT.failure;
    } finally {
      await layer.discard();
    }
  },
});

/** The stack below the shell: up to the step asked for, or as far as layers are stored without a gap. */
async function layersUpTo(
  build: LayeredBuildPlan,
  step: number | undefined,
  stored: Awaited<ReturnType<typeof findStoredLayers>>,
) {
  const gap = stored.indexOf(undefined);
  const there = gap < 0 ? stored.length : gap;
  const wanted = step ?? there;
  if (wanted >= 1 && wanted <= there) return stored.slice(0, wanted).flatMap((layers) => layers ?? []);
  throw new Failure(
    problem('CLI011', {
      detail:
        there === 0
          ? `No layer of ${build.id} is stored yet.`
          : `Step ${wanted} of ${build.id} is not stored. Stored: 1 to ${there} of ${stored.length}.`,
      hint: 'Build it first, or choose a lower step.',
    }),
  );
}

function noLayers({ id, builder }: BuildPlan) {
  return problem('CLI007', {
    detail: `${id} is built on a live machine (${builder.type}), so no layer of it is stored.`,
    hint: 'strata build -debug stops before each of its steps.',
  });
}

function severalBuilds(builds: readonly BuildPlan[]) {
  const names = builds.map(({ id }) => id).join(', ');
  return problem('CLI007', {
    detail: `The template has several builds: ${names}.`,
    hint: 'Choose one with -only.',
  });
}
