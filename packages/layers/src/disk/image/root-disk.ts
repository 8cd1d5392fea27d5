import { createHash } from 'node:crypto';
import { truncate, writeFile } from 'node:fs/promises';
import type { LayerRecord, StartActivity } from '@strata/sdk';
import type { StoreContext } from '../../store/context';
import { draftDisk, hasDisk, takeDisk } from '../../store/kept-disks';
import { ChangedTree } from '../../store/outline/unpacked-tar';
import { applyLayers, type Copy, type Ext4Request, type Extent, makeExt4 } from '../ext4';
import { makeGuid } from './identity';
import { makeMeasuringSource } from './layer-measure';

/** A disk that has a root file system made of layers, and nothing else yet. */
export interface RootDisk {
  /** Bytes of the disk. */
  readonly size: number;
  /** Where on it the root file system is. */
  readonly extent: Extent;
  /** Lowest first. */
  readonly layers: readonly LayerRecord[];
}

export interface RootDiskOptions {
  readonly signal?: AbortSignal;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

/** Another number for every change that gives the same layers other bytes. */
const version = '1';

/**
 * Id of the root file system. It is that of the base, because every block of metadata has it in its checksum: a
 * child's disk begins as its parent's, and no block may differ but for what the child's layers change.
 */
export function getRootId({ size, layers }: Pick<RootDisk, 'size' | 'layers'>): string {
  return makeGuid('root file system', version, String(size), layers[0]?.diffId ?? '');
}

/** What a disk with the lowest layers of a stack is kept under. */
function getKey({ size, extent, layers }: RootDisk, count: number): string {
  const stack = layers.slice(0, count).map(({ diffId }) => diffId);
  return createHash('sha256')
    .update(JSON.stringify([version, size, extent, stack]))
    .digest('hex');
}

/**
 * Writes a disk with a root file system, beginning from the tallest part of the stack that a disk is kept of; the
 * bytes are the same whatever it begins from. What is below the last layer is kept: the next edit is most likely one of
 * the last step, and a child begins there as well.
 */
export async function writeRootDisk(
  store: StoreContext,
  root: RootDisk,
  path: string,
  options: RootDiskOptions = {},
): Promise<void> {
  for (;;) {
    try {
      return await tryRootDisk(store, root, path, options);
    } catch (error) {
      // Each time there is one tree less that may be wrong.
      if (!(error instanceof ChangedTree)) throw error;
    }
  }
}

async function tryRootDisk(
  store: StoreContext,
  root: RootDisk,
  path: string,
  options: RootDiskOptions,
): Promise<void> {
  const { signal, startActivity } = options;
  const { layers } = root;
  const request: Ext4Request = {
    path,
    extent: root.extent,
    uuid: getRootId(root),
    label: 'root',
    searchPath: store.searchPath,
    ...(signal && { signal }),
  };
  const below = layers.length - 1;
  const start = await beginDisk(store, root, request, options);
  const total = layers.slice(start).reduce((sum, { size }) => sum + size, 0);
  using activity = startActivity?.({ label: 'writing the root file system', unit: 'bytes', total });
  const apply = (from: number, to: number, copy?: Copy): Promise<void> =>
    applyLayers(
      { ...request, ...(copy && { copy }) },
      layers.slice(from, to).map((layer) => makeMeasuringSource(store, layer, { activity })),
    );
  if (start < below) {
    await using draft = await draftDisk(store, path, signal);
    await apply(start, below, draft);
    await draft?.keep(getKey(root, below));
  }
  await apply(below, layers.length);
}

/** Gives how many layers the disk has that it leaves at the path. */
async function beginDisk(
  store: StoreContext,
  root: RootDisk,
  request: Ext4Request,
  { signal, startActivity }: RootDiskOptions,
): Promise<number> {
  using _ = startActivity?.({ label: 'beginning the disk', unit: 'bytes' });
  for (let count = root.layers.length - 1; count > 0; count -= 1) {
    const key = getKey(root, count);
    if ((await hasDisk(store, key)) && (await takeDisk(store, key, request.path, signal))) return count;
  }
  await writeFile(request.path, '');
  await truncate(request.path, root.size);
  await makeExt4(request);
  return 0;
}
