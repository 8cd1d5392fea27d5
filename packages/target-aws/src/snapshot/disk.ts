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
  /** A block of its own buffer; what is missing at the end of the disk is zeros. */
  readBlock(index: number): Promise<Buffer>;
}

/** @throws Failure AWS071 when it cannot be read */
export async function openDisk(disk: DiskFile): Promise<OpenDisk> {
  const handle = await open(disk.path, 'r').catch((cause: Error) => {
    throw unreadable(disk.path, cause);
  });
  const { size } = await handle.stat();
  return {
    size,
    candidates: listCandidates(disk.ranges ?? [{ start: 0, end: size }]),
    readBlock: (index) => readBlock(handle, index, size),
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

async function readBlock(handle: FileHandle, index: number, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(blockSize);
  const start = index * blockSize;
  const wanted = Math.min(blockSize, size - start);
  for (let done = 0; done < wanted; ) {
    const { bytesRead } = await handle.read(bytes, done, wanted - done, start + done);
    if (bytesRead === 0) throw new Error('a disk became shorter while it was read');
    done += bytesRead;
  }
  return bytes;
}

const zeros = Buffer.alloc(blockSize);

/** Reads a disk once, and tells what each of its blocks holds. */
export async function mapDisk(
  disk: OpenDisk,
  { signal, activity }: { readonly signal: AbortSignal; readonly activity?: Activity | undefined },
): Promise<BlockMap> {
  const blocks = new Map<number, string>();
  for (const index of disk.candidates) {
    signal.throwIfAborted();
    const bytes = await disk.readBlock(index);
    if (!bytes.equals(zeros)) blocks.set(index, hashBlock(bytes));
    activity?.add(blockSize);
  }
  return { size: disk.size, blocks };
}

function unreadable(path: string, cause: Error): Failure {
  return new Failure(
    problem('AWS071', {
      detail: `The disk ${path} cannot be read: ${cause.message}.`,
      hint: 'Build the image again.',
    }),
    { cause },
  );
}
