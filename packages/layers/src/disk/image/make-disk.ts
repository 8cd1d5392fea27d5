import { open } from 'node:fs/promises';
import type { DiskOptions, ImageFacts, StartActivity } from '@strata/sdk';
import { placeOutput } from '../../oci/output';
import type { Store } from '../../store/store';
import { makeBoot } from './boot/make-boot';
import { writeGpt } from './gpt/write-gpt';
import { type Guid, makeGuid } from './identity';
import { listPartitions, makeLayout } from './layout';
import { type ChosenOptions, chooseOptions } from './options';
import { type Patch, writePatches } from './patch';
import { otherArchitecture } from './problems';
import { getRootId, type RootDisk, writeRootDisk } from './root-disk';
import { runTogether } from './run-together';
import { withSize } from './size';

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
  const id = makeGuid('disk', JSON.stringify(options), ...layers.map(({ diffId }) => diffId));
  let size = 0;
  await placeOutput(store.context, request.output, async (path) => {
    size = await withSize(store.context, layers, { ...request, ...options }, (bytes) =>
      writeDisk(store, { ...request, path, options, id, size: bytes }),
    );
  });
  return { size, id, rootId: getRootId({ size, layers }) };
}

interface SizedDisk extends Omit<DiskRequest, 'options' | 'output'> {
  readonly path: string;
  readonly options: ChosenOptions;
  readonly id: Guid;
  readonly size: number;
}

async function writeDisk(store: Store, { path, options, id, size, ...request }: SizedDisk): Promise<void> {
  const layout = makeLayout(size, options.firmware, id);
  const extent = { offset: layout.root.offset, size: layout.root.size };
  const root: RootDisk = { size, extent, layers: request.image.layers };
  const [, boot] = await runTogether(
    (signal) => writeRootDisk(store.context, root, path, { ...request, signal }),
    (signal, written) => makeBoot(store.context, { path, options, layout, root, written, signal }),
    request.signal,
  );
  await addPatches(path, [...writeGpt({ size, id, partitions: listPartitions(layout) }), ...boot]);
}

async function addPatches(path: string, patches: readonly Patch[]): Promise<void> {
  await using disk = await open(path, 'r+');
  await writePatches(disk, patches);
}
