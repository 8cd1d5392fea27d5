import type { FileHandle } from 'node:fs/promises';
import { writeAt } from '../../store/whole-bytes';

/** Bytes for one place of a disk. What no patch names stays a hole. */
export interface Patch {
  /** From the start of the disk, in bytes. */
  readonly offset: number;
  readonly bytes: Buffer;
}

/** The same patches further into the disk. */
export function movePatches(patches: readonly Patch[], offset: number): readonly Patch[] {
  return patches.map((patch) => ({ ...patch, offset: patch.offset + offset }));
}

export async function writePatches(disk: FileHandle, patches: readonly Patch[]): Promise<void> {
  for (const { offset, bytes } of patches) await writeAt(disk, bytes, offset);
}
