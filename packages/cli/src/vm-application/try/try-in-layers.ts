import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Receipt } from '@strata/engine';
import { compareImages, type EntryChange } from '@strata/layers/contents';
import type { Artifact, ArtifactContext, LayerBuilder, LayerRecord } from '@strata/sdk';
import { problem } from '../../codes';
import { createAgent } from './agent';
import { findLeftovers, formatLeftover } from './leftovers';
import { type TriedStep, type TryRequest, trySteps } from './steps';

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
    return left.length === 0 ? [] : [leftBehind(left, request)];
  } finally {
    if (isOpen) await layer.discard();
  }
}

/** The agent takes bash, and an image without one cannot have applications at all. */
async function assertShell(agent: ReturnType<typeof createAgent>, { local }: LayersTry): Promise<void> {
  await agent.place(local);
  const { code } = await agent.run(local.application, 'exit 0');
  if (code === 0) return;
  throw new Failure(
    problem('CLI067', {
      detail: 'The image has no /bin/bash, by which the agent of Azure runs every command.',
      hint: 'Try the application in another image: "test": { "image": … }, or -image.',
    }),
  );
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

function commandFailed({ label, ended }: TriedStep, { local }: LayersTry): Diagnostic {
  const how = ended.code === undefined ? 'was ended by a signal' : `ended with ${ended.code}`;
  const said =
    ended.tail.length === 0 ? ' and said nothing.' : `. The last of what it said:\n${ended.tail.join('\n')}`;
  return problem('CLI065', {
    detail: `${local.application.name} ${local.application.version}: ${label} ${how}${said}`,
    hint: 'Machines of Azure would have failed as well. They have no network either, unless you give them one: what the application needs has to be in its package.',
  });
}

/** Paths that are listed; the others are counted. */
const SHOWN = 20;

function leftBehind(left: readonly EntryChange[], { local }: LayersTry): Diagnostic {
  const lines = left.slice(0, SHOWN).map(formatLeftover);
  const more = left.length > SHOWN ? [`and ${left.length - SHOWN} more`] : [];
  return problem('CLI066', {
    detail: `${local.application.name} ${local.application.version} was removed, and the machine is not as it was before:\n${[...lines, ...more].join('\n')}`,
    hint: 'Let the remove command take them away. What may stay is listed in vm-app.json: "test": { "leaves": ["/path/**"] }.',
  });
}
