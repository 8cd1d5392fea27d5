import type { ArtifactContext, LayerRecord } from '@strata/sdk';
import { openWorkspaceStore } from '../store';
import { getStoredLayer, readLayerTar } from '../store/blob';
import { readTar } from '../tar';
import type { LayerReader } from './layer-reader';
import { startReading } from './reading';

/** Layers of the workspace's store. Their archives are read, so that it takes no namespace and every byte is checked. */
export async function readStoredLayers<T>(
  context: ArtifactContext,
  layers: readonly LayerRecord[],
  reader: LayerReader<T>,
): Promise<readonly T[]> {
  const store = await openWorkspaceStore(context);
  const stored = await Promise.all(layers.map(({ diffId }) => getStoredLayer(store.context, diffId)));
  using activity = startReading(context, { total: layers.reduce((sum, { size }) => sum + size, 0) });
  const contents: T[] = [];
  for (const [index, layer] of stored.entries()) {
    context.signal.throwIfAborted();
    const open = () => readTar(readLayerTar(store.context, layer, activity));
    contents.push(await reader.readTar(open, { index, diffId: layer.diffId }));
  }
  return contents;
}
