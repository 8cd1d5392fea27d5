import type { Checked, Diagnostic } from '@strata/diagnostics';
import type { BaseRequirement, ImageReference } from '@strata/plan';
import type { BaseFacts, ImageFacts } from '@strata/sdk';
import { problem } from './codes';
import { describeOrigin } from './describe-origin';
import { type FactSources, projectMissing, resolveInput } from './gather-facts';
import { areLayersHere } from './layers-here';
import { type Choices, type Prepared, prepareProject } from './prepare';
import type { ImageProject } from './projects';
import { listReceipts, readReceipt, receiptPath } from './receipt';
import { ringProblem } from './ring';
import { type BuildResult, runBuild } from './run-build';
import type { RunContext } from './run-context';
import { maskProblems, tellProblems } from './tell-problems';
import { createWaitGraph } from './wait-graph';

/** How a project ended: its builds, or why there were none. */
export interface ProjectResult {
  readonly project: ImageProject;
  readonly builds: readonly BuildResult[];
  /** Problems met before any build began. Those of builds are in `builds`. */
  readonly diagnostics: readonly Diagnostic[];
  readonly success: boolean;
}

export interface ProjectsRequest {
  /** Given for the projects asked for; parents are built as they are. */
  readonly choices: Choices;
  /**
   * `build`: a parent is brought up to date first, as far as it is not. `receipt`: a parent's receipt is believed while
   * its layers are here (Nx has seen to it that it is fresh).
   */
  readonly parents: 'build' | 'receipt';
  /** Facts of a base, looked up and kept in the lock file. */
  readonly base: (required: BaseRequirement, from: ImageProject) => Promise<Checked<BaseFacts | undefined>>;
  readonly secretDigest: (text: string) => string;
}

/** Builds projects of one workspace, each at most once however many ask for it. */
export interface ProjectRunner {
  build(project: ImageProject, choices?: Choices): Promise<ProjectResult>;
  /** Plans without building the project itself; parents are built when their content must be known. */
  prepare(project: ImageProject, choices?: Choices): Promise<Checked<Prepared | undefined>>;
}

const AS_IT_IS: Choices = { vars: [], varFiles: [], selection: { only: [], except: [] } };

export function createProjectRunner(run: RunContext, request: ProjectsRequest): ProjectRunner {
  const started = new Map<string, Promise<ProjectResult>>();
  const waits = createWaitGraph();

  const build = (project: ImageProject, choices: Choices): Promise<ProjectResult> => {
    const known = started.get(project.name);
    if (known) return known;
    const work = buildOnce(project, choices);
    started.set(project.name, work);
    return work;
  };

  const prepare = (project: ImageProject, choices: Choices) =>
    prepareProject(run, project, {
      ...choices,
      sources: { image: findImage, base: request.base, secretDigest: request.secretDigest },
    });

  const buildOnce = async (project: ImageProject, choices: Choices): Promise<ProjectResult> => {
    const { value, diagnostics: found } = await prepare(project, choices);
    const diagnostics = maskProblems(run, found);
    tellProblems(run, { project: project.name, build: '' }, diagnostics);
    if (!value?.plan) return { project, builds: [], diagnostics, success: false };
    const { facts, plan, template } = value;
    const { secrets, workspace } = run;
    const { root } = workspace;
    const resolve = (reference: Parameters<typeof resolveInput>[1]) => resolveInput(facts, reference);
    const builds = await Promise.all(
      plan.builds.map((each) =>
        runBuild({
          ...{ run, project, plan: each, resolve, secretDigest: facts.secretDigest },
          origin: () => describeOrigin({ project: project.name, template, plan: each, root, secrets }),
        }),
      ),
    );
    return {
      project,
      builds,
      diagnostics,
      success: builds.every(({ outcome }) => outcome === 'built' || outcome === 'unchanged'),
    };
  };

  /** A parent's content: from this run when it takes part, from its receipt while that holds, else built now. */
  const findImage: FactSources['image'] = async (reference, from, at) => {
    const parent = await run.workspace.findImage(reference.project);
    if (!parent) return refuse(await projectMissing(run, reference.project, at));
    const ring = waits.add(from.name, parent.name);
    if (ring) return refuse(ringProblem(ring, at));
    if (request.parents === 'receipt' && !started.has(parent.name)) {
      const image = await believeReceipt(run, parent, reference);
      if (image) return { value: image, diagnostics: [] };
    }
    return chooseBuild(await build(parent, AS_IT_IS), reference, at);
  };

  return {
    build: (project, choices = request.choices) => build(project, choices),
    prepare: (project, choices = request.choices) => prepare(project, choices),
  };
}

/** A receipt counts while every layer it names is here and whole. */
async function believeReceipt(
  run: RunContext,
  parent: ImageProject,
  reference: ImageReference,
): Promise<ImageFacts | undefined> {
  const { files } = run.ports;
  const [build, ...others] = (await listReceipts(files, parent.directory)).filter((id) =>
    isMeant(reference, id),
  );
  if (build === undefined || others.length > 0) return undefined;
  const receipt = await readReceipt(files, receiptPath(parent.directory, build));
  return receipt && (await areLayersHere(run, receipt)) ? receipt : undefined;
}

/** A reference names a source (`type.name`) or a build whole; without a name the only one there is is meant. */
function isMeant({ source }: ImageReference, id: string): boolean {
  return source === undefined || id === source || id.endsWith(`.${source}`);
}

function chooseBuild(
  result: ProjectResult,
  reference: ImageReference,
  at: Pick<Diagnostic, 'subject'>,
): Checked<ImageFacts | undefined> {
  const { project, builds } = result;
  const wanted = builds.filter(({ id }) => isMeant(reference, id));
  const [first, ...others] = wanted;
  if (first && others.length === 0 && first.image) return { value: first.image, diagnostics: [] };
  if (first && others.length > 0) {
    const names = wanted.map(({ id }) => `"${id}"`).join(', ');
    return refuse(
      problem('ENG013', {
        detail: `${project.name} builds ${names}; which one is meant?`,
        ...at,
        hint: 'Set source in the data block.',
      }),
    );
  }
  return refuse(
    problem('ENG008', {
      detail: `The image ${reference.project}${reference.source ? ` (${reference.source})` : ''} could not be built, so nothing can be built on it.`,
      ...at,
      hint: `Mend it first: nx run ${reference.project}:build-image`,
    }),
  );
}

function refuse(diagnostic: Diagnostic): Checked<undefined> {
  return { value: undefined, diagnostics: [diagnostic] };
}
