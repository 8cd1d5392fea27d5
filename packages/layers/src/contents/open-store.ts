import type { LayerRecord, PostProcessContext } from '@strata/sdk';
import { findNamespace } from '../namespace';
import { openStore, type Store } from '../store';
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

function openWorkspaceStore({ places, ports, reporter }: PostProcessContext): Promise<Store> {
  const searchPath = ports.environment.variables.PATH ?? '';
  return openStore({
    directory: places.store,
    searchPath,
    namespace: () => findNamespace({ searchPath, directory: places.store }),
    onNote: ({ summary, detail }) => reporter.warn(`${summary}: ${detail}`),
  });
}
