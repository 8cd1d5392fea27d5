import type { Activity } from '@strata/sdk';
import type { RawDisk } from './raw-disk';

/** A block of a disk that holds something other than zeros. */
export interface Block {
  /** Which block of the disk it is, from 0. */
  readonly index: number;
  /** As long as every other block: what is missing at the end of the disk is zeros. */
  readonly bytes: Buffer;
}

interface ReadOptions {
  readonly blockSize: number;
  readonly signal?: AbortSignal | undefined;
  readonly activity?: Activity | undefined;
}

/** Bytes read at a time. */
const readSize = 4 * 2 ** 20;

/** Gives the blocks of a disk, in order and without those that are all zeros. */
export async function* readBlocks(
  disk: RawDisk,
  { blockSize, signal, activity }: ReadOptions,
): AsyncGenerator<Block> {
  const zeros = Buffer.alloc(blockSize);
  const perRead = Math.max(1, Math.floor(readSize / blockSize));
  for (const { first, last } of getRuns(disk, blockSize)) {
    for (let from = first; from < last; from += perRead) {
      signal?.throwIfAborted();
      const count = Math.min(perRead, last - from);
      const bytes = await readExactly(disk, from * blockSize, count * blockSize);
      for (let at = 0; at < count; at++) {
        const block = bytes.subarray(at * blockSize, (at + 1) * blockSize);
        if (!block.equals(zeros)) yield { index: from + at, bytes: block };
      }
      activity?.add(bytes.length);
    }
  }
}

/** How many bytes `readBlocks` reads. */
export function countBlockBytes(disk: RawDisk, blockSize: number): number {
  return getRuns(disk, blockSize).reduce((sum, { first, last }) => sum + (last - first) * blockSize, 0);
}

interface Run {
  readonly first: number;
  /** The block behind it. */
  readonly last: number;
}

/** The ranges as whole blocks, none of which is in two of them. */
function getRuns({ ranges }: RawDisk, blockSize: number): readonly Run[] {
  let reached = 0;
  const runs: Run[] = [];
  for (const { start, end } of ranges) {
    const first = Math.max(reached, Math.floor(start / blockSize));
    const last = Math.ceil(end / blockSize);
    if (last > first) runs.push({ first, last });
    reached = Math.max(reached, last);
  }
  return runs;
}

/** What is missing at the end of the disk is zeros. A buffer of its own each time: who gets it may still work on it when the next is read. */
export async function readExactly(
  { handle, size, path }: RawDisk,
  start: number,
  length: number,
): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const wanted = Math.min(length, size - start);
  let done = 0;
  while (done < wanted) {
    const { bytesRead } = await handle.read(bytes, done, wanted - done, start + done);
    if (bytesRead === 0) throw new Error(`${path} became shorter while it was read`);
    done += bytesRead;
  }
  return bytes;
}
