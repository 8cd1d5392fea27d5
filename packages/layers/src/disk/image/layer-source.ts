import type { Activity, LayerRecord } from '@strata/sdk';
import { getStoredLayer, readLayerTar } from '../../store/blob';
import type { StoreContext } from '../../store/context';
import { readTarPieces, type TarItem } from '../../tar';
import type { LayerSource } from '../ext4';

/** How reading is broken off and followed. */
export interface ReadOptions {
  readonly activity?: Activity | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A stored layer as file systems are made of it. Reading fails at its end when its bytes were damaged. */
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
): AsyncGenerator<Iterable<TarItem>> {
  const layer = await getStoredLayer(store, diffId);
  for await (const items of readTarPieces(readLayerTar(store, layer, activity))) {
    signal?.throwIfAborted();
    yield items;
  }
}
