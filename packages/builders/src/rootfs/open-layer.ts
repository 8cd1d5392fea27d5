import type { LayerContext, OpenLayer, OpenRequest } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import type { Connect } from './link';
import type { Workshop } from './workshop';

export interface OpenLayerRequest {
  readonly context: LayerContext;
  readonly request: OpenRequest;
  readonly connect: Connect;
}

/** Loaded while processes look at the layers. */
const loadOpenOnStack = () => require('./open-on-stack') as typeof import('./open-on-stack');

/**
 * Opens a writable layer on a stack. The layers below are looked over and namespaces are tried meanwhile: nobody gets a
 * layer before both went well, and what was opened on damaged layers is thrown away and opened again on mended ones.
 */
export async function openLayer(workshop: Workshop, open: OpenLayerRequest): Promise<OpenLayer> {
  const { store } = workshop;
  const diffIds = open.request.layers.map(({ diffId }) => diffId);
  const [tried, whole, opened] = await Promise.allSettled([
    workshop.getNamespace(),
    store.areWhole(diffIds),
    openDraft(workshop, open),
  ]);
  const isSound = tried.status === 'fulfilled' && whole.status === 'fulfilled' && whole.value;
  if (isSound && opened.status === 'fulfilled') return opened.value;
  if (opened.status === 'fulfilled') await opened.value.discard();
  if (tried.status === 'rejected') throw tried.reason;
  const problem = isSound ? opened : whole;
  if (problem.status === 'rejected') return explain(workshop, open, problem);
  const { ports, reporter, signal } = open.context;
  await store.layerDirectories(diffIds, signal, createActivities(reporter, ports.clock));
  return openDraft(workshop, open);
}

/** A trial that was remembered may no longer be true, and that says more than what it led to. */
async function explain(
  workshop: Workshop,
  { context }: OpenLayerRequest,
  { reason }: PromiseRejectedResult,
): Promise<never> {
  if (!context.signal.aborted) await workshop.retryNamespace();
  throw reason;
}

async function openDraft(workshop: Workshop, open: OpenLayerRequest): Promise<OpenLayer> {
  const { store } = workshop;
  const draft = await store.draft(open.context.buildId);
  try {
    return await loadOpenOnStack().openOnStack(workshop, open, draft);
  } catch (error) {
    await store.discard(draft);
    throw error;
  }
}
