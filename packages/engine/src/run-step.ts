import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { BuildPlan, StepPlan } from '@strata/plan';
import type {
  BaseFacts,
  InputReference,
  LayerBuilder,
  LayerContext,
  LayerRecord,
  OpenLayer,
  ResolvedInput,
} from '@strata/sdk';
import { problem } from './codes';

/** A step and what it stands on. */
export interface StepRequest {
  readonly build: BuildPlan;
  readonly step: StepPlan;
  readonly builder: LayerBuilder;
  readonly context: LayerContext;
  readonly layers: readonly LayerRecord[];
  readonly base: BaseFacts;
  readonly resolve: (reference: InputReference) => ResolvedInput;
}

/**
 * Runs one provisioner on a fresh layer and keeps the layer when it ends well. A try that fails is thrown away whole,
 * so a retry starts from the same layers as the first.
 */
export async function runStep(request: StepRequest): Promise<LayerRecord> {
  const { pauseBefore, maxRetries } = request.step.run;
  const { clock } = request.context.ports;
  if (pauseBefore > 0) {
    request.context.reporter.say(`Pausing ${pauseBefore / 1000}s before the next provisioner...`);
    await clock.sleep(pauseBefore, request.context.signal);
  }
  for (let left = maxRetries; ; left--) {
    try {
      return await attempt(request);
    } catch (error) {
      if (left <= 0 || request.context.signal.aborted || !(error instanceof Failure)) throw error;
      request.context.reporter.say(
        `Provisioner failed with "${summarise(error)}", retrying with ${left} trie(s) left`,
      );
    }
  }
}

async function attempt(request: StepRequest): Promise<LayerRecord> {
  const layer = await request.builder.open(request.context, {
    layers: request.layers,
    base: request.base,
    network: request.step.network,
  });
  try {
    await provision(request, layer);
    return await layer.commit();
  } catch (error) {
    if (error instanceof Failure) await runErrorCleanup(request, layer);
    await layer.discard();
    throw error;
  }
}

async function provision(
  request: StepRequest,
  layer: OpenLayer,
  step: StepPlan = request.step,
): Promise<void> {
  const { context, build } = request;
  const part = await step.part.load();
  const time = startTimer(step.run.timeout, context.signal);
  try {
    await part.provision(
      {
        ...context,
        signal: time.signal,
        communicator: layer.communicator,
        buildName: build.buildName,
        builderType: build.builder.type,
        resolve: request.resolve,
      },
      step.options,
    );
  } catch (error) {
    if (time.expired()) throw new Failure(timedOut(step), { cause: error });
    if (step.run.continueOnError && error instanceof Failure) {
      context.reporter.warn(`${step.label} failed and continue_on_error is set: ${summarise(error)}`);
      return;
    }
    throw error instanceof Failure
      ? new Failure(
          error.diagnostics.map((it) => locate(it, step)),
          { cause: error },
        )
      : error;
  } finally {
    time.stop();
  }
}

/** Packer's error-cleanup-provisioner: sees the machine as the failure left it. Its own failure is only told. */
async function runErrorCleanup(request: StepRequest, layer: OpenLayer): Promise<void> {
  const { errorCleanup } = request.build;
  if (!errorCleanup || request.context.signal.aborted) return;
  request.context.reporter.say(
    'Provisioning step had errors: Running the cleanup provisioner, if present...',
  );
  try {
    await provision(request, layer, errorCleanup);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    request.context.reporter.warn(`The error-cleanup-provisioner failed too: ${summarise(error)}`);
  }
}

/** Cuts a step off after `timeout` milliseconds, or with the run. */
function startTimer(timeout: number | undefined, outer: AbortSignal) {
  if (timeout === undefined) return { signal: outer, expired: () => false, stop: () => undefined };
  const time = AbortSignal.timeout(timeout);
  return {
    signal: AbortSignal.any([outer, time]),
    expired: () => time.aborted && !outer.aborted,
    stop: () => undefined,
  };
}

function timedOut(step: StepPlan): Diagnostic {
  const seconds = (step.run.timeout ?? 0) / 1000;
  return problem('ENG006', {
    detail: `${step.label} did not end within its timeout of ${seconds} s and was stopped.`,
    subject: step.range,
    hint: 'Raise timeout, or look at the output above for what it waited for.',
  });
}

/** A part knows what failed, the plan where it stands in the template. */
function locate(diagnostic: Diagnostic, step: StepPlan): Diagnostic {
  return diagnostic.subject ? diagnostic : { ...diagnostic, subject: step.range };
}

function summarise(error: Failure): string {
  return error.diagnostics.map((diagnostic) => diagnostic.detail.split('\n')[0]).join('; ');
}
