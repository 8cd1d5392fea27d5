import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { BuildPlan } from '@strata/plan';
import type {
  Artifact,
  BuildOrigin,
  ImageFacts,
  InputReference,
  LayerContext,
  ResolvedInput,
} from '@strata/sdk';
import type { ArtifactFacts, BuildName, Outcome } from './events';
import { carryOutLayers } from './layered/carry-out';
import { carryOutMachine } from './machine/carry-out';
import type { ImageProject } from './projects';
import type { RunContext } from './run-context';
import { createStepReporter, type StepReporter } from './step-reporter';
import { maskProblems, tellProblems } from './tell-problems';

/** How one build ended. */
export interface BuildResult {
  readonly id: string;
  readonly source: string;
  readonly outcome: Outcome;
  /** Absent when it failed, and for builds that make no layers. */
  readonly image?: ImageFacts;
  /** What the builder and the post-processors left; none when it failed. */
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface BuildRequest {
  readonly run: RunContext;
  readonly project: ImageProject;
  readonly plan: BuildPlan;
  readonly resolve: (reference: InputReference) => ResolvedInput;
  /** HMAC of a text with the workspace's own key, hex. */
  readonly secretDigest: (text: string) => string;
  /** What the build is made from, for post-processors that ask. @default nobody knows */
  readonly origin?: () => BuildOrigin;
}

/** A build under way: what its steps share. */
export interface Build<P extends BuildPlan = BuildPlan> extends BuildRequest {
  readonly plan: P;
  readonly name: BuildName;
  readonly reporter: StepReporter;
  readonly context: LayerContext;
}

/** Carries out one build, and tells how it ended. */
export async function runBuild(request: BuildRequest): Promise<BuildResult> {
  const { plan, project, run } = request;
  const name: BuildName = { project: project.name, build: plan.id };
  const reporter = createStepReporter(name, run.emit, run.secrets);
  const build: Build = { ...request, name, reporter, context: createLayerContext(request, reporter) };
  const start = run.ports.clock.now();
  const steps = plan.kind === 'layers' ? plan.layers.length + 1 : plan.steps.length;
  run.emit({ kind: 'build-started', build: name, steps, output: plan.kind === 'layers' ? 'kept' : 'live' });
  const ended = await carryOut(build).catch((error: unknown) => giveUp(build, error));
  const result = { ...ended, diagnostics: maskProblems(run, ended.diagnostics) };
  tellProblems(run, name, result.diagnostics);
  run.emit({
    kind: 'build-finished',
    build: name,
    outcome: result.outcome,
    milliseconds: run.ports.clock.now() - start,
    artifacts: result.artifacts.map(getArtifactFacts),
  });
  return result;
}

function carryOut(build: Build): Promise<BuildResult> {
  const { plan } = build;
  return plan.kind === 'layers' ? carryOutLayers({ ...build, plan }) : carryOutMachine({ ...build, plan });
}

function getArtifactFacts({ builderId, id, description, files }: Artifact): ArtifactFacts {
  return { builderId, id, description, files };
}

function giveUp(build: Build, error: unknown): BuildResult {
  build.reporter.end();
  const { id, source } = build.plan;
  if (build.run.signal.aborted) return { id, source, outcome: 'cancelled', artifacts: [], diagnostics: [] };
  if (error instanceof Failure)
    return { id, source, outcome: 'failed', artifacts: [], diagnostics: error.diagnostics };
  throw error;
}

function createLayerContext({ run, plan, project }: BuildRequest, reporter: StepReporter): LayerContext {
  return {
    // What layers are made in dies with the process.
    ports: plan.kind === 'machine' ? { ...run.ports, processes: run.programs } : run.ports,
    reporter,
    signal: run.signal,
    baseDirectory: project.baseDirectory,
    scratch: run.scratch,
    buildId: run.runId,
    places: run.places,
  };
}
