import { sectorSize } from '../raw-disk';
import { mebibyte } from './layout';

/** The smallest there is, and what Microsoft advises for guests whose file system spreads its writes, as ext4 does. */
export const blockSize = mebibyte;

/** [MS-VHDX] 2.5: after so many blocks comes an entry for a map of their sectors, which only disks with a parent have. */
const blocksPerChunk = (2 ** 23 * sectorSize) / blockSize;

const entrySize = 8;
const fullyPresent = 6n;
/** A block's place is counted in MiB, and kept above the bits for its state. */
const placeShift = 20n;

/** Where each block of a disk lies in the file; the others are zeros. */
export interface BlockTable {
  readonly bytes: Buffer;
  /** @param offset in the file, whole MiB */
  place(index: number, offset: number): void;
}

export function createBlockTable(diskSize: number): BlockTable {
  const blocks = Math.ceil(diskSize / blockSize);
  const entries = blocks + Math.floor((blocks - 1) / blocksPerChunk);
  const bytes = Buffer.alloc(Math.ceil((entries * entrySize) / mebibyte) * mebibyte);
  return {
    bytes,
    place(index, offset) {
      const entry = index + Math.floor(index / blocksPerChunk);
      const value = (BigInt(offset / mebibyte) << placeShift) | fullyPresent;
      bytes.writeBigUInt64LE(value, entry * entrySize);
    },
  };
}
