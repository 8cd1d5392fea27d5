import { open } from 'node:fs/promises';
import type { ImageFacts, StartActivity } from '@strata/sdk';
import { placeOutput } from '../../oci/output';
import type { StoreContext } from '../../store/context';
import type { Store } from '../../store/store';
import { readExt4File } from '../ext4';
import { type BootContext, makeBiosPatches, makeEspPatches } from './boot/boot-parts';
import { readKernel } from './boot/root-files';
import { writeGpt } from './gpt/write-gpt';
import { type Guid, makeGuid } from './identity';
import { type DiskLayout, listPartitions, makeLayout } from './layout';
import { type ChosenOptions, chooseOptions, type DiskOptions } from './options';
import { writePatches } from './patch';
import { otherArchitecture } from './problems';
import { getRootId, type RootDisk, writeRootDisk } from './root-disk';
import { chooseSize } from './size';

/** A built image that is to start machines. */
export interface DiskRequest {
  readonly image: Pick<ImageFacts, 'layers' | 'base'>;
  /** @default as {@link DiskOptions} says of each */
  readonly options?: DiskOptions;
  /** Absolute; what was there is replaced when the new disk is whole. */
  readonly output: string;
  readonly signal?: AbortSignal;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

export interface DiskFacts {
  /** Bytes of the disk. */
  readonly size: number;
  /** GUID of the disk. It follows from all layers and options. */
  readonly id: Guid;
  /** UUID of the root file system. It follows from the base and the size. */
  readonly rootId: Guid;
}

/**
 * Makes a raw disk that starts machines by its own boot loader: without root, without devices, and with the same bytes
 * for the same layers, options and boot loaders.
 *
 * @throws Failure LAY100 and LAY101 for options, LAY102 for boot loaders that are not installed, LAY103 and LAY104 for
 * images that no disk is made of, LAY043 when the layers do not fit
 */
export async function makeDisk(store: Store, request: DiskRequest): Promise<DiskFacts> {
  const options = chooseOptions(request.options ?? {});
  const { layers, base } = request.image;
  const architecture = base.architecture;
  if (typeof architecture === 'string' && architecture !== 'amd64') throw otherArchitecture(architecture);
  const size = await chooseSize(store.context, layers, { ...request, ...options });
  const id = makeGuid('disk', JSON.stringify(options), ...layers.map(({ diffId }) => diffId));
  const layout = makeLayout(size, options.firmware, id);
  const root: RootDisk = { size, extent: { offset: layout.root.offset, size: layout.root.size }, layers };
  await placeOutput(store.context, request.output, async (path) => {
    await writeRootDisk(store.context, root, path, request);
    await addBoot(store.context, { ...request, path, id, options, layout, root });
  });
  return { size, id, rootId: getRootId(root) };
}

interface BootlessDisk extends Pick<DiskRequest, 'signal' | 'startActivity'> {
  readonly path: string;
  readonly id: Guid;
  readonly options: ChosenOptions;
  readonly layout: DiskLayout;
  readonly root: RootDisk;
}

/** Puts everything beside the root file system in place. */
async function addBoot(store: StoreContext, disk: BootlessDisk): Promise<void> {
  const { path, id, layout, root, signal } = disk;
  using _ = disk.startActivity?.({ label: 'writing the boot loader', unit: 'bytes' });
  const { offset, size } = root.extent;
  const read: BootContext['read'] = (name) => readExt4File({ path, extent: { offset, size } }, name);
  await readKernel(read);
  const context: BootContext = {
    store,
    options: disk.options,
    rootId: getRootId(root),
    read,
    ...(signal && { signal }),
  };
  const patches = await Promise.all([
    makeBiosPatches(context, layout, root.size),
    makeEspPatches(context, layout),
  ]);
  const tables = writeGpt({ size: root.size, id, partitions: listPartitions(layout) });
  await using file = await open(path, 'r+');
  await writePatches(file, [...tables, ...patches.flat()]);
}
