import { Failure } from '@strata/diagnostics';
import type { LayerRecord, StartActivity } from '@strata/sdk';
import type { StoreContext } from '../../store/context';
import type { LayersSize } from '../ext4';
import { measureLayer, readMeasure } from './layer-measure';
import { OVERHEAD } from './layout';
import type { ChosenOptions } from './options';
import { GIB } from './sizes';

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
 * Makes a disk that has the size that was asked for, or what the layers need and the free space that was asked for, in
 * steps of 4 GiB: images of a family then mostly have disks of one size, and only such can begin as copies of each
 * other. What is not used is holes.
 *
 * What layers take is known when they were read once, which takes as long as half a disk. So `make`, which measures
 * them, is first called with what their archives let expect; when that was wrong, it is called once more.
 *
 * @returns bytes of the disk
 */
export async function withSize(
  store: StoreContext,
  layers: readonly LayerRecord[],
  request: SizeRequest,
  make: (size: number) => Promise<void>,
): Promise<number> {
  if (request.size !== undefined) {
    await make(request.size);
    return request.size;
  }
  const expected = getSize(await Promise.all(layers.map((layer) => expect(store, layer))), request.free);
  const failure = await make(expected).catch((error: unknown) => {
    if (error instanceof Failure && error.diagnostics[0]?.code === doesNotFit) return error;
    throw error;
  });
  const size = await measureSize(store, layers, request);
  if (size !== expected) await make(size);
  else if (failure !== undefined) throw failure;
  return size;
}

const doesNotFit = 'LAY043';

/** Archives of Debian's packages, which they are mostly made of, take a tenth less than their files do on a disk. */
const expectedShare = 1.15;
const expectedFileSize = 8 * 2 ** 10;

async function expect(store: StoreContext, layer: LayerRecord): Promise<LayersSize> {
  const known = await readMeasure(store, layer);
  return (
    known ?? {
      bytes: Math.ceil(layer.size * expectedShare),
      inodes: Math.ceil(layer.size / expectedFileSize),
    }
  );
}

async function measureSize(
  store: StoreContext,
  layers: readonly LayerRecord[],
  { free, startActivity, signal }: SizeRequest,
): Promise<number> {
  using activity = startActivity?.({ label: 'measuring the layers', unit: 'bytes' });
  const measures = layers.map(
    async (layer) => (await readMeasure(store, layer)) ?? measureLayer(store, layer, { activity, signal }),
  );
  return getSize(await Promise.all(measures), free);
}

export function getSize(measures: readonly LayersSize[], free: number): number {
  const bytes = measures.reduce((sum, measure) => sum + measure.bytes, free);
  const inodes = measures.reduce((sum, measure) => sum + measure.inodes, Math.ceil(free / bytesPerInode));
  const root = Math.max(bytes / usableShare + journalSize, inodes * bytesPerInode);
  return Math.ceil((root + OVERHEAD) / step) * step;
}
