import type { LayerRecord, PostProcessContext } from '@strata/sdk';
import { openWorkspaceStore } from '../store';
import { getStoredLayer, readLayerTar } from '../store/blob';
import { readTar } from '../tar';
import { type LayerContents, readLayerContents, type Wants } from './layer-contents';
import { startReading } from './reading';

/** Layers of the workspace's store. Their archives are read, so that it takes no namespace and every byte is checked. */
export async function readStoredLayers(
  context: PostProcessContext,
  layers: readonly LayerRecord[],
  wants: Wants,
): Promise<readonly LayerContents[]> {
  const store = await openWorkspaceStore(context);
  const stored = await Promise.all(layers.map(({ diffId }) => getStoredLayer(store.context, diffId)));
  using activity = startReading(context, { total: layers.reduce((sum, { size }) => sum + size, 0) });
  const contents: LayerContents[] = [];
  for (const layer of stored) {
    context.signal.throwIfAborted();
    contents.push(
      await readLayerContents(() => readTar(readLayerTar(store.context, layer, activity)), wants),
    );
  }
  return contents;
}
