import type { FileHandle } from 'node:fs/promises';
import { writeAt } from '../../store/whole-bytes';
import type { RawDisk } from './raw-disk';
import { readExactly } from './read-blocks';
import type { DiskWork } from './with-disk';

const pieceSize = 2 ** 20;
const zeros = Buffer.alloc(pieceSize);

/**
 * Writes what a disk stores into a file from its beginning on, and nothing where it has holes. Does not set the length
 * of the file.
 */
export async function copySparse(
  disk: RawDisk,
  handle: FileHandle,
  { signal, activity }: DiskWork,
): Promise<void> {
  for (const { start, end } of disk.ranges) {
    for (let at = start; at < end; at += pieceSize) {
      signal?.throwIfAborted();
      const bytes = await readExactly(disk, at, Math.min(pieceSize, end - at));
      if (!bytes.equals(zeros.subarray(0, bytes.length))) await writeAt(handle, bytes, at);
      activity?.add(bytes.length);
    }
  }
}
