import { explainMiss, type LayeredBuildPlan } from '@strata/plan';
import type { LayerBuilder, LayerRecord } from '@strata/sdk';
import type { StepName } from '../events';
import { readKeptPlan } from '../kept-plan';
import type { Build } from '../run-build';
import { showWait } from '../show-wait';

/** A layered build under way. */
export interface LayeredBuild extends Build<LayeredBuildPlan> {
  readonly builder: LayerBuilder;
}

/** Layers that one step of a build gave, and whether any work was needed. */
export interface Made {
  readonly layers: readonly LayerRecord[];
  readonly made: boolean;
}

/** One step of a layered build. */
export interface Work {
  readonly step: StepName;
  readonly key: string;
  readonly make: () => Promise<readonly LayerRecord[]>;
  /** The step also does something outside the image, which a stored layer does not stand for. */
  readonly always?: boolean;
}

/** The heart of it: a key that is stored is not made again; one that is missing is made once, however many want it. */
export async function findOrMake(build: LayeredBuild, work: Work): Promise<Made> {
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
function holdKey(
  { builder, context, reporter }: LayeredBuild,
  { key, step }: Work,
): Promise<AsyncDisposable> {
  const label = `waiting for another build that makes ${step.label}`;
  return showWait(reporter, { id: `hold ${key}`, label }, () => builder.hold(context, key));
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
