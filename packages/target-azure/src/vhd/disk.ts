import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import type { Activity } from '@strata/sdk';
import { problem } from '../codes';
import { type BlockMap, blockSize, hashBlock } from './block-map';

/** A raw disk in a file. */
export interface DiskFile {
  /** Absolute. */
  readonly path: string;
  /** Where it holds data, in bytes from its start, in order; all between is zero. @default everywhere */
  readonly ranges?: readonly { readonly start: number; readonly end: number }[];
}

/** A raw disk that is open for reading. */
export interface OpenDisk extends AsyncDisposable {
  readonly size: number;
  /** Numbers of the blocks that may hold something, in order. */
  readonly candidates: readonly number[];
  /** Bytes of their own buffer; what is missing at the end of the disk is zeros. */
  read(start: number, length: number): Promise<Buffer>;
}

/** @throws Failure AZU071 when it cannot be read */
export async function openDisk(disk: DiskFile): Promise<OpenDisk> {
  const handle = await open(disk.path, 'r').catch((cause: Error) => {
    throw unreadable(disk.path, cause);
  });
  const { size } = await handle.stat();
  return {
    size,
    candidates: listCandidates(disk.ranges ?? [{ start: 0, end: size }]),
    read: (start, length) => readStretch(handle, { start, length, size }),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** Every block that a range touches, each once. */
function listCandidates(ranges: NonNullable<DiskFile['ranges']>): readonly number[] {
  const numbers = new Set<number>();
  for (const { start, end } of ranges)
    for (let index = Math.floor(start / blockSize); index * blockSize < end; index += 1) numbers.add(index);
  return [...numbers];
}

async function readStretch(
  handle: FileHandle,
  { start, length, size }: { readonly start: number; readonly length: number; readonly size: number },
): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const wanted = Math.max(0, Math.min(length, size - start));
  for (let done = 0; done < wanted; ) {
    const { bytesRead } = await handle.read(bytes, done, wanted - done, start + done);
    if (bytesRead === 0) throw new Error('a disk became shorter while it was read');
    done += bytesRead;
  }
  return bytes;
}

const zeros = Buffer.alloc(blockSize);

/** Blocks that are read at a time: one by one the calls alone would take longer than the reading. */
const together = 64;

/** Reads a disk once, and tells what each of its blocks holds. */
export async function mapDisk(
  disk: OpenDisk,
  { signal, activity }: { readonly signal: AbortSignal; readonly activity?: Activity | undefined },
): Promise<BlockMap> {
  const blocks = new Map<number, string>();
  for (const { first, count } of groupBlocks(disk.candidates, together)) {
    signal.throwIfAborted();
    const stretch = await disk.read(first * blockSize, count * blockSize);
    for (let index = 0; index < count; index += 1) {
      const bytes = stretch.subarray(index * blockSize, (index + 1) * blockSize);
      if (!bytes.equals(zeros)) blocks.set(first + index, hashBlock(bytes));
    }
    activity?.add(stretch.length);
  }
  return { size: disk.size, blocks };
}

/** Blocks that follow each other. */
export interface BlockRun {
  /** Number of the first. */
  readonly first: number;
  readonly count: number;
}

/** Neighbours put together, at most so many. @param blocks numbers in order */
export function groupBlocks(blocks: Iterable<number>, most: number): readonly BlockRun[] {
  const runs: { first: number; count: number }[] = [];
  for (const index of blocks) {
    const last = runs.at(-1);
    if (last && last.count < most && last.first + last.count === index) last.count += 1;
    else runs.push({ first: index, count: 1 });
  }
  return runs;
}

function unreadable(path: string, cause: Error): Failure {
  return new Failure(
    problem('AZU071', {
      detail: `The disk ${path} cannot be read: ${cause.message}.`,
      hint: 'Build the image again.',
    }),
    { cause },
  );
}
