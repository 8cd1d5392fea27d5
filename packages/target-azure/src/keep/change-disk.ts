import type { AzureContext } from '../publish/context';
import { metadataNames } from '../vhd';
import type { DiskShelf, ShelvedDisk } from './disk-shelf';
import type { Remainder } from './version-place';

/** A disk as it was when something was decided about it, and where it stands. */
export interface DiskTarget {
  readonly shelf: DiskShelf;
  readonly disk: ShelvedDisk;
}

const changed = 'it was changed in the meantime';

/** Puts a disk aside: no upload begins as a copy of it any more. */
export async function quarantineDisk(
  { clock }: AzureContext,
  { shelf, disk }: DiskTarget,
): Promise<Remainder> {
  const since = new Date(clock.now()).toISOString();
  const isDone = await shelf.write(disk, { ...disk.metadata, [metadataNames.quarantined]: since });
  return isDone ? undefined : changed;
}

/** Lets uploads begin as copies of a disk again. */
export async function restoreDisk(_: AzureContext, { shelf, disk }: DiskTarget): Promise<Remainder> {
  const { [metadataNames.quarantined]: since, ...metadata } = disk.metadata;
  return (await shelf.write(disk, metadata)) ? undefined : changed;
}

/** Removes a disk, when nothing was written to it since that was decided: who publishes it again takes its mark away. */
export async function removeDisk(_: AzureContext, { shelf, disk }: DiskTarget): Promise<Remainder> {
  return (await shelf.remove(disk)) ? undefined : changed;
}
