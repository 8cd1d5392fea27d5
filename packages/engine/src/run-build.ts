import { type Diagnostic, Failure, hasErrors } from '@strata/diagnostics';
import { type BuildPlan, explainMiss, type LayeredBuildPlan, type LayerPlan } from '@strata/plan';
import type {
  Artifact,
  ImageFacts,
  InputReference,
  LayerBuilder,
  LayerContext,
  LayerRecord,
  ResolvedInput,
} from '@strata/sdk';
import { chainId } from './chain-id';
import { problem } from './codes';
import type { ArtifactFacts, BuildName, Outcome, StepName } from './events';
import { readKeptPlan, writeKeptPlan } from './kept-plan';
import { areLayersHere } from './layers-here';
import { carryOutMachine } from './machine/carry-out';
import type { ImageProject } from './projects';
import { readReceipt, receiptPath, writeReceipt } from './receipt';
import type { RunContext } from './run-context';
import { runPostProcessors } from './run-post-processors';
import { runStep } from './run-step';
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

/** A layered build under way. */
interface LayeredBuild extends Build<LayeredBuildPlan> {
  readonly builder: LayerBuilder;
}

/** Base, layers, receipt, post-processors. Layers made before a failure stay for the next run. */
async function carryOutLayers(begun: Build<LayeredBuildPlan>): Promise<BuildResult> {
  const { plan, project, run } = begun;
  if (run.postProcessorsOnly) return workAgain(begun);
  const build: LayeredBuild = { ...begun, builder: await plan.builder.load() };
  const base = await makeBase(build);
  const layers = [...base.layers];
  let changed = base.made;
  for (const layer of plan.layers) {
    const step = await makeLayer(build, layer, [...layers]);
    layers.push(...step.layers);
    changed ||= step.made;
  }
  const image: ImageFacts = { layers, base: factsOf(plan), config: plan.config };
  const receipt = receiptPath(project.directory, plan.id);
  await writeReceipt(run.ports.files, receipt, { schema: 1, source: plan.source, ...image });
  await writeKeptPlan(run, project, plan);
  return finish(build, image, changed ? 'built' : 'unchanged');
}

/** The post-processors alone, on the layers that the receipt names. */
async function workAgain(build: Build<LayeredBuildPlan>): Promise<BuildResult> {
  const { plan, project, run } = build;
  const receipt = await readReceipt(run.ports.files, receiptPath(project.directory, plan.id));
  if (!receipt || !(await areLayersHere(run, receipt)))
    throw new Failure(
      problem(receipt ? 'ENG018' : 'ENG017', {
        detail: receipt
          ? `Some layers that the receipt of ${plan.id} names are not in the store any more.`
          : `${plan.id} has no receipt, so there is nothing that its post-processors could work on.`,
        subject: plan.range,
        hint: 'Build it without -post-processors-only: layers that are stored are not made again.',
      }),
    );
  const { layers, base, config } = receipt;
  return finish(build, { layers, base, config }, 'unchanged');
}

/** The post-processors, on finished layers. */
async function finish(
  build: Build<LayeredBuildPlan>,
  image: ImageFacts,
  outcome: 'built' | 'unchanged',
): Promise<BuildResult> {
  const { plan, project, run } = build;
  const artifact = getLayersArtifact(plan, image, receiptPath(project.directory, plan.id));
  const facts = { ID: artifact.id, PackerRunUUID: run.runId };
  const { artifacts, diagnostics } = await runPostProcessors({ ...build, artifact, facts });
  const ended = hasErrors(diagnostics) ? 'failed' : outcome;
  return { id: plan.id, source: plan.source, outcome: ended, image, artifacts, diagnostics };
}

/** Its only file is the receipt, which stays for Nx and for children whatever becomes of the artifact. */
function getLayersArtifact(plan: LayeredBuildPlan, image: ImageFacts, receipt: string): Artifact {
  const id = chainId(image.layers.map((layer) => layer.diffId));
  return {
    builderId: `strata.${plan.builder.type}`,
    id,
    files: [receipt],
    description: `Layers of ${plan.source}: ${id}`,
    image,
    remove: async () => undefined,
  };
}

function giveUp(build: Build, error: unknown): BuildResult {
  build.reporter.end();
  const { id, source } = build.plan;
  if (build.run.signal.aborted) return { id, source, outcome: 'cancelled', artifacts: [], diagnostics: [] };
  if (error instanceof Failure)
    return { id, source, outcome: 'failed', artifacts: [], diagnostics: error.diagnostics };
  throw error;
}

/** Layers that one step of a build gave, and whether any work was needed. */
interface Made {
  readonly layers: readonly LayerRecord[];
  readonly made: boolean;
}

async function makeBase(build: LayeredBuild): Promise<Made> {
  const { plan, builder, context } = build;
  const { base } = plan;
  if (base.kind === 'image') return { layers: base.image.layers, made: false };
  const step = { index: 0, count: plan.layers.length + 1, label: `base ${base.foundation.type}` };
  return findOrMake(build, {
    step,
    key: base.key,
    make: () => builder.makeBase(context, plan.options, base.facts),
  });
}

async function makeLayer(
  build: LayeredBuild,
  layer: LayerPlan,
  below: readonly LayerRecord[],
): Promise<Made> {
  const { plan, builder, context, resolve, run } = build;
  const step = { index: layer.index, count: plan.layers.length + 1, label: layer.label };
  const make = async () => [
    await runStep({
      run,
      build: plan,
      step: layer,
      builder,
      context,
      layers: below,
      base: factsOf(plan),
      resolve,
    }),
  ];
  const always = layer.part.outside?.(layer.options) ?? false;
  return findOrMake(build, { step, key: layer.key, make, always });
}

interface Work {
  readonly step: StepName;
  readonly key: string;
  readonly make: () => Promise<readonly LayerRecord[]>;
  /** The step also does something outside the image, which a stored layer does not stand for. */
  readonly always?: boolean;
}

/** The heart of it: a key that is stored is not made again; one that is missing is made once, however many want it. */
async function findOrMake(build: LayeredBuild, work: Work): Promise<Made> {
  const { run, builder, context } = build;
  const found = await findLayers(build, work);
  if (found) return found;
  return run.steps(async () => {
    run.signal.throwIfAborted();
    await using _held = await holdKey(build, work);
    const meanwhile = await findLayers(build, work);
    if (meanwhile) return meanwhile;
    const layers = await timed(build, work);
    await builder.remember(context, work.key, layers);
    return { layers, made: true };
  });
}

/** Another process may be making the same layer: then this one waits, which people should see. */
async function holdKey(
  { builder, context, reporter }: LayeredBuild,
  { key, step }: Work,
): Promise<AsyncDisposable> {
  const label = `waiting for another build that makes ${step.label}`;
  const wait = { id: `hold ${key}`, label, done: 0, unit: 'items' } as const;
  reporter.progress(wait);
  try {
    return await builder.hold(context, key);
  } finally {
    reporter.progress({ ...wait, ended: true });
  }
}

async function findLayers(
  { run, builder, context, name }: LayeredBuild,
  { step, key, always }: Work,
): Promise<Made | undefined> {
  if (run.force || always) return undefined;
  const layers = await builder.find(context, key);
  if (!layers) return undefined;
  run.emit({ kind: 'step-cached', build: name, step, key });
  return { layers, made: false };
}

async function timed(build: LayeredBuild, work: Work): Promise<readonly LayerRecord[]> {
  const { run, name, reporter } = build;
  const { step, key, make } = work;
  const start = run.ports.clock.now();
  const milliseconds = () => run.ports.clock.now() - start;
  run.emit({ kind: 'step-started', build: name, step, key, cause: await findCause(build, work) });
  try {
    const layers = await make();
    reporter.end();
    const bytes = layers.reduce((sum, layer) => sum + layer.size, 0);
    run.emit({ kind: 'step-finished', build: name, step, milliseconds: milliseconds(), bytes });
    return layers;
  } catch (error) {
    reporter.end();
    run.emit({ kind: 'step-failed', build: name, step, milliseconds: milliseconds() });
    throw error;
  }
}

/** Why the step has to be made. */
async function findCause(
  { run, project, plan }: LayeredBuild,
  { step, always }: Work,
): Promise<readonly string[]> {
  if (run.force) return ['Everything is to be built, stored or not (-force).'];
  if (always) return ['It also does something outside the image, which a stored layer does not stand for.'];
  return explainMiss(await readKeptPlan(run, project, plan.id), plan, step.index);
}

/** Facts of the base at the very bottom: a child sees the same package indexes as its parent. */
function factsOf({ base }: LayeredBuildPlan) {
  return base.kind === 'image' ? base.image.base : base.facts;
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
