import type { Activity, LayerRecord } from '@strata/sdk';
import { getStoredLayer, readLayerTar } from '../../store/blob';
import type { StoreContext } from '../../store/context';
import { readTar, type TarItem } from '../../tar';
import type { LayerSource } from '../ext4';

/** A stored layer as file systems are made of it. Reading fails at its end when its bytes were damaged. */
export function makeLayerSource(
  store: StoreContext,
  { diffId }: Pick<LayerRecord, 'diffId'>,
  activity?: Activity,
): LayerSource {
  return { read: () => readLayer(store, diffId, activity) };
}

async function* readLayer(
  store: StoreContext,
  diffId: string,
  activity: Activity | undefined,
): AsyncGenerator<TarItem> {
  const layer = await getStoredLayer(store, diffId);
  yield* readTar(readLayerTar(store, layer, activity));
}
