import type { Diagnostic } from '@strata/diagnostics';
import type { Receipt } from '@strata/engine';
import { compareImages } from '@strata/layers/contents';
import type { Artifact, ArtifactContext, LayerBuilder, LayerRecord } from '@strata/sdk';
import { createAgent } from './agent';
import { findLeftovers, formatLeftover } from './leftovers';
import { type TriedStep, type TryRequest, trySteps } from './steps';
import { assertShell, commandFailed, leftBehind } from './tell';

export interface LayersTry extends TryRequest {
  /** An image that was built. */
  readonly image: Receipt;
  readonly builder: LayerBuilder;
  /** Paths that may stay. */
  readonly leaves: readonly string[];
  /** Told of each step as it ends. */
  readonly onStep: (step: TriedStep) => void;
}

/**
 * Tries a package in the layers of an image, cut off from every network: what it needs has to be in it. Nothing of the
 * image changes; what the application has written is a layer that belongs to nobody, and goes with the next collection.
 *
 * @returns what went wrong; nothing for a package that machines can be given
 */
export async function tryInLayers(
  context: ArtifactContext & { readonly buildId: string },
  request: LayersTry,
): Promise<readonly Diagnostic[]> {
  const { image, builder, local, leaves } = request;
  const layer = await builder.open(context, { layers: image.layers, base: image.base, network: false });
  let isOpen = true;
  try {
    const agent = createAgent(layer.communicator, context.signal);
    await assertShell(agent, request);
    for await (const step of trySteps(agent, request)) {
      request.onStep(step);
      if (step.ended.code !== 0) return [commandFailed(step, request)];
    }
    await agent.leave(local.application);
    isOpen = false;
    const changes = await findChanges(context, image.layers, await layer.commit());
    const left = findLeftovers(changes, leaves);
    return left.length === 0 ? [] : [leftBehind(left.map(formatLeftover), request)];
  } finally {
    if (isOpen) await layer.discard();
  }
}

async function findChanges(context: ArtifactContext, layers: readonly LayerRecord[], written: LayerRecord) {
  const toSubject = (stack: readonly LayerRecord[]) => ({
    artifact: {
      ...{ builderId: '', id: '', files: [], description: '' },
      image: { layers: stack, base: {}, config: {} },
    } satisfies Artifact,
  });
  const nothing = () => false;
  const { changes } = await compareImages(context, {
    before: toSubject(layers),
    after: toSubject([...layers, written]),
    ...{ mayWant: nothing, mayKeep: nothing, choose: () => nothing },
  });
  return changes;
}
