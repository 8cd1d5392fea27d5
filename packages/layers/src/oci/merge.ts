import { join, relative } from 'node:path';
import type { LayerRecord, StartActivity } from '@strata/sdk';
import { stackFolders } from '../sandbox/overlay-options';
import { readTreeTar, writeBlob } from '../store/capture';
import { discardDraft, openDraft } from '../store/draft';
import { getShortName } from '../store/layout';
import { publish } from '../store/publish';
import type { Store } from '../store/store';

/** How the work on a stack is broken off and followed. */
export interface MergeOptions {
  readonly signal?: AbortSignal;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

/**
 * The tar of all files of a stack as the topmost layer shows them. Names are in order and times as they are, so it
 * depends on what the stack holds and not on how that was cut into layers.
 */
export async function* readMergedTar(
  store: Store,
  layers: readonly LayerRecord[],
  { signal, startActivity }: MergeOptions = {},
): AsyncGenerator<Buffer> {
  await store.layerDirectories(
    layers.map(({ diffId }) => diffId),
    signal,
    startActivity,
  );
  const draft = await openDraft(store.context, 'merge');
  try {
    // An overlay without an upper folder needs two below it, so there is always an empty one.
    const empty = relative(store.directory, draft.upper);
    const merged = relative(store.directory, draft.merged);
    const lower = stackFolders(layers.map(({ diffId }) => getShortName(diffId))).join(':');
    const options = `ro,userxattr,lowerdir=${lower}:${empty}`;
    yield* readTreeTar(store.context, {
      cwd: store.directory,
      prepare: `mount -t overlay overlay -o ${options} ${merged}\ncd ${merged}`,
      ...(signal && { signal }),
    });
  } finally {
    await discardDraft(store.context, draft);
  }
}

/** One layer that shows what a stack shows. It has no tree of its own until somebody asks for it. */
export async function squashLayers(
  store: Store,
  layers: readonly LayerRecord[],
  options: MergeOptions = {},
): Promise<LayerRecord> {
  const draft = await openDraft(store.context, 'squash');
  using activity = options.startActivity?.({ label: 'joining layers', unit: 'bytes' });
  try {
    const blob = join(draft.directory, 'blob');
    const layer = await writeBlob(store.context, readMergedTar(store, layers, options), {
      path: blob,
      activity,
    });
    await publish(store.context, { layer, blob, aside: draft.directory });
    return { diffId: layer.diffId, size: layer.size };
  } finally {
    await discardDraft(store.context, draft);
  }
}
