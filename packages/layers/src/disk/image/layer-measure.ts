import { join } from 'node:path';
import type { LayerRecord } from '@strata/sdk';
import type { StoreContext } from '../../store/context';
import { readJson, writeJson } from '../../store/json-file';
import { getHex } from '../../store/layout';
import { createMeasure, type LayerSource, type LayersSize } from '../ext4';
import { makeLayerSource, type ReadOptions } from './layer-source';

/** What a layer takes on a disk; undefined when it was never read to its end for one. */
export async function readMeasure(
  store: StoreContext,
  { diffId }: Pick<LayerRecord, 'diffId'>,
): Promise<LayersSize | undefined> {
  const known = await readJson(getMeasurePath(store, diffId), parseMeasure);
  return known === 'damaged' ? undefined : known;
}

/** A layer that is measured while it is read, and that is remembered: an edit of the last step has only that one measured. */
export function makeMeasuringSource(
  store: StoreContext,
  layer: Pick<LayerRecord, 'diffId'>,
  options: ReadOptions = {},
): LayerSource {
  const source = makeLayerSource(store, layer, options);
  return {
    read: async function* () {
      if (await readMeasure(store, layer)) return yield* source.read();
      const measure = createMeasure();
      for await (const items of source.read()) {
        for (const item of items) if (item.kind === 'entry') measure.add(item.entry);
        yield items;
      }
      await writeJson(store, getMeasurePath(store, layer.diffId), measure.end());
    },
  };
}

/** Reads a layer that was not measured yet. */
export async function measureLayer(
  store: StoreContext,
  layer: Pick<LayerRecord, 'diffId'>,
  options: ReadOptions,
): Promise<LayersSize> {
  for await (const items of makeMeasuringSource(store, layer, options).read()) for (const _ of items);
  const measure = await readMeasure(store, layer);
  if (measure === undefined) throw new Error(`${layer.diffId} was measured, but nobody knows`);
  return measure;
}

function getMeasurePath({ layout }: StoreContext, diffId: string): string {
  return join(layout.disks, `${getHex(diffId)}.json`);
}

function parseMeasure(value: unknown): LayersSize | undefined {
  const { bytes, inodes } = Object(value);
  return Number.isSafeInteger(bytes) && Number.isSafeInteger(inodes) ? { bytes, inodes } : undefined;
}
