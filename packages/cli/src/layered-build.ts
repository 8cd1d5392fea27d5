import { Failure, hasErrors } from '@strata/diagnostics';
import type { ImageProject } from '@strata/engine';
import type { BuildPlan, LayeredBuildPlan } from '@strata/plan';
import { problem } from './codes';
import type { Opened } from './open-templates';
import { findStoredLayers } from './stored-layers';

/** A build of layers, for commands that look into one. */
export interface OneBuild {
  readonly project: ImageProject;
  readonly build: LayeredBuildPlan;
}

/**
 * The only build of the only template that a command was given.
 *
 * @param refusal what is said of several templates
 * @returns undefined when the template has mistakes, which were shown
 */
export async function findOneBuild(opened: Opened, refusal: string): Promise<OneBuild | undefined> {
  const [project] = opened.templates;
  if (!project || opened.templates.length > 1) throw new Failure(problem('CLI007', { detail: refusal }));
  return findBuild(opened, project);
}

/**
 * The only build of a template.
 *
 * @returns undefined when the template has mistakes, which were shown
 */
export async function findBuild(
  opened: Pick<Opened, 'session' | 'show'>,
  project: ImageProject,
): Promise<OneBuild | undefined> {
  const { value, diagnostics } = await opened.session.projects.prepare(project);
  opened.show(diagnostics);
  const [build, ...others] = value?.plan?.builds ?? [];
  if (hasErrors(diagnostics) || !build) return undefined;
  if (others.length > 0) throw new Failure(severalBuilds([build, ...others]));
  if (build.kind !== 'layers') throw new Failure(noLayers(build));
  return { project, build };
}

/**
 * Opens a stack of stored layers: up to the step asked for, or as far as layers are stored without a gap. What is changed in
 * it is thrown away by `discard`.
 */
export async function openLayers({ session }: Opened, { project, build }: OneBuild, step?: number) {
  const place = session.context(project);
  const builder = await build.builder.load();
  const layers = getLayersUpTo(build, step, await findStoredLayers(build, place));
  const base = build.base.kind === 'image' ? build.base.image.base : build.base.facts;
  return builder.open(place, { layers, base, network: true });
}

function getLayersUpTo(
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
