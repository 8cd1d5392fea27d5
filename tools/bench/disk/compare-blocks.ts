import { type FileHandle, open } from 'node:fs/promises';

/** How many blocks of a size differ between two files. */
export interface Difference {
  /** Bytes of a block. */
  readonly blockSize: number;
  readonly changed: number;
  /** Blocks of the second file that hold something. */
  readonly filled: number;
}

interface Piece {
  readonly before: Buffer;
  readonly after: Buffer;
}

/**
 * Compares two disks block by block, in every size that is asked for.
 *
 * @param sizes bytes of a block; each divides the largest
 */
export async function compareBlocks(
  before: string,
  after: string,
  sizes: readonly number[],
): Promise<readonly Difference[]> {
  await using old = await open(before);
  await using young = await open(after);
  const { size } = await young.stat();
  const step = Math.max(...sizes);
  const counts = sizes.map((blockSize) => ({ blockSize, changed: 0, filled: 0 }));
  const buffers = { before: Buffer.alloc(step), after: Buffer.alloc(step) };
  for (let at = 0; at < size; at += step) {
    await Promise.all([readPiece(old, buffers.before, at), readPiece(young, buffers.after, at)]);
    for (const count of counts) addBlocks(count, buffers);
  }
  return counts;
}

/** What is behind the end of a file is zeros, as it is in a disk that grows. */
async function readPiece(file: FileHandle, buffer: Buffer, position: number): Promise<void> {
  const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
  buffer.fill(0, bytesRead);
}

function addBlocks(count: { blockSize: number; changed: number; filled: number }, piece: Piece): void {
  const { blockSize } = count;
  const zeros = Buffer.alloc(blockSize);
  for (let at = 0; at < piece.after.length; at += blockSize) {
    const block = piece.after.subarray(at, at + blockSize);
    if (!block.equals(piece.before.subarray(at, at + blockSize))) count.changed++;
    if (!block.equals(zeros)) count.filled++;
  }
}
