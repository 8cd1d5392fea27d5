import type { Activity, LayerRecord } from '@strata/sdk';
import { getStoredLayer } from '../../store/blob';
import type { StoreContext } from '../../store/context';
import { keepOutline } from '../../store/outline/kept-outlines';
import { createOutline } from '../../store/outline/outline';
import { openUnpackedTar } from '../../store/outline/unpacked-tar';
import { readTarPieces, type TarItem } from '../../tar';
import type { LayerSource } from '../ext4';

/** How reading is broken off and followed. */
export interface ReadOptions {
  readonly activity?: Activity | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A stored layer as file systems are made of it. Reading fails at its end when its bytes were damaged, with ChangedTree
 * when those of its unpacked tree were, which is not read again then.
 */
export function makeLayerSource(
  store: StoreContext,
  { diffId }: Pick<LayerRecord, 'diffId'>,
  options: ReadOptions = {},
): LayerSource {
  return { read: () => readLayer(store, diffId, options) };
}

async function* readLayer(
  store: StoreContext,
  diffId: string,
  { activity, signal }: ReadOptions,
): AsyncGenerator<readonly TarItem[]> {
  const layer = await getStoredLayer(store, diffId);
  const { tar, isOutlined } = await openUnpackedTar(store, layer, activity);
  const outline = isOutlined ? undefined : createOutline();
  for await (const items of readTarPieces(tar)) {
    signal?.throwIfAborted();
    if (outline) items.forEach(outline.add);
    yield items;
  }
  if (outline) await keepOutline(store, diffId, outline);
}
