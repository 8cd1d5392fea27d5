import type { StoreContext } from '../../../store/context';
import { readExt4File } from '../../ext4';
import type { DiskLayout } from '../layout';
import type { ChosenOptions } from '../options';
import type { Patch } from '../patch';
import { getRootId, type RootDisk } from '../root-disk';
import { type BootContext, makeBiosPatches, makeEspPatches } from './boot-parts';
import { readKernel } from './root-files';

/** A disk that is to start machines. */
export interface BootlessDisk {
  readonly path: string;
  readonly options: ChosenOptions;
  readonly layout: DiskLayout;
  readonly root: RootDisk;
  /** Resolves when its root file system can be read. What does not need that is made meanwhile. */
  readonly written: Promise<void>;
  readonly signal: AbortSignal;
}

/** Everything beside the root file system and the partition tables. @throws Failure LAY102, LAY103, LAY105 */
export async function makeBoot(store: StoreContext, disk: BootlessDisk): Promise<readonly Patch[]> {
  const { path, options, layout, root, written, signal } = disk;
  const read: BootContext['read'] = async (name) => {
    await written;
    return readExt4File({ path, extent: root.extent }, name);
  };
  const context: BootContext = { store, options, rootId: getRootId(root), read, signal };
  const bios = await makeBiosPatches(context, layout, root.size);
  const esp = await makeEspPatches(context, layout);
  await readKernel(read);
  return [...bios, ...esp];
}
