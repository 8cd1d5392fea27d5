import { join } from 'node:path';
import type { LayerRecord, StartActivity } from '@strata/sdk';
import type { StoreContext } from '../../store/context';
import { readJson, writeJson } from '../../store/json-file';
import { getHex } from '../../store/layout';
import { measureLayers } from '../ext4';
import { makeLayerSource, type ReadOptions } from './layer-source';
import { OVERHEAD } from './layout';
import type { ChosenOptions } from './options';
import { GIB } from './sizes';

/** What a layer takes on a disk. */
interface Measure {
  readonly bytes: number;
  readonly inodes: number;
}

export interface SizeRequest extends Pick<ChosenOptions, 'size' | 'free'> {
  readonly signal?: AbortSignal;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

/** One inode for every 16 KiB, each of 256 bytes (mke2fs.conf, ext4), is a sixty-fourth; maps and backups come to it. */
const usableShare = 0.97;
const journalSize = 64 * 2 ** 20;
const bytesPerInode = 16 * 2 ** 10;
const step = 4 * GIB;

/**
 * Size of a disk in bytes: as given, or what the layers need and the free space that was asked for, in steps of
 * 4 GiB: images of a family then mostly have disks of one size, and only such can begin as copies of each other. What
 * is not used is holes.
 */
export async function chooseSize(
  store: StoreContext,
  layers: readonly LayerRecord[],
  { size, free, startActivity, signal }: SizeRequest,
): Promise<number> {
  if (size !== undefined) return size;
  using activity = startActivity?.({ label: 'measuring the layers', unit: 'bytes' });
  const measures = await Promise.all(layers.map((layer) => measureLayer(store, layer, { activity, signal })));
  return getSize(measures, free);
}

export function getSize(measures: readonly Measure[], free: number): number {
  const bytes = measures.reduce((sum, measure) => sum + measure.bytes, free);
  const inodes = measures.reduce((sum, measure) => sum + measure.inodes, Math.ceil(free / bytesPerInode));
  const root = Math.max(bytes / usableShare + journalSize, inodes * bytesPerInode);
  return Math.ceil((root + OVERHEAD) / step) * step;
}

/** Remembered for each layer: an edit of the last step has only that one measured. */
async function measureLayer(store: StoreContext, layer: LayerRecord, options: ReadOptions): Promise<Measure> {
  const path = join(store.layout.disks, `${getHex(layer.diffId)}.json`);
  const known = await readJson(path, parseMeasure);
  if (known !== undefined && known !== 'damaged') return known;
  const { bytes, inodes } = await measureLayers([makeLayerSource(store, layer, options)]);
  await writeJson(store, path, { bytes, inodes });
  return { bytes, inodes };
}

function parseMeasure(value: unknown): Measure | undefined {
  const { bytes, inodes } = Object(value);
  return Number.isSafeInteger(bytes) && Number.isSafeInteger(inodes) ? { bytes, inodes } : undefined;
}
