import { Failure } from '@strata/diagnostics';
import type { LayeredBuildPlan, StepPlan } from '@strata/plan';
import type {
  BaseFacts,
  InputReference,
  LayerBuilder,
  LayerContext,
  LayerRecord,
  ResolvedInput,
} from '@strata/sdk';
import { provision, retry, runErrorCleanup } from './provision';
import type { RunContext } from './run-context';

/** A step and what it stands on. */
export interface StepRequest {
  readonly run: RunContext;
  readonly build: LayeredBuildPlan;
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
  return retry(request.step, request.context, () => attempt(request));
}

async function attempt(request: StepRequest): Promise<LayerRecord> {
  const layer = await request.builder.open(request.context, {
    layers: request.layers,
    base: request.base,
    network: request.step.network,
  });
  const place = { ...request, communicator: layer.communicator, facts: {} };
  try {
    await provision(place);
    return await layer.commit();
  } catch (error) {
    if (error instanceof Failure) await runErrorCleanup(place);
    await layer.discard();
    throw error;
  }
}
