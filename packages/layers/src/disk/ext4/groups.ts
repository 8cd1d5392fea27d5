import { type Bitmap, setBits } from './bitmap';
import { crc32c, crcNumbers } from './crc32c';
import type { Device } from './device';
import { readHalves, readWords, writeHalves } from './fields';
import { blockSize, type Superblock } from './superblock';

/** With the feature 64bit a descriptor has 64 bytes (Documentation/filesystems/ext4, group_descr.rst). */
const descriptorSize = 64;
/** The first descriptor is in the block after the superblock's. */
const firstDescriptorBlock = 1;

const field = {
  blockBitmap: { low: 0x0, high: 0x20 },
  inodeBitmap: { low: 0x4, high: 0x24 },
  inodeTable: { low: 0x8, high: 0x28 },
  freeBlocks: { low: 0xc, high: 0x2c },
  freeInodes: { low: 0xe, high: 0x2e },
  usedDirectories: { low: 0x10, high: 0x30 },
  flags: 0x12,
  blockBitmapSum: { low: 0x18, high: 0x38 },
  inodeBitmapSum: { low: 0x1a, high: 0x3a },
  unusedInodes: { low: 0x1c, high: 0x32 },
  checksum: 0x1e,
} as const;

/** A bitmap that was never written stands for "nothing but the file system's own". */
const inodesNotWritten = 0x1;
const blocksNotWritten = 0x2;

type Count = 'freeBlocks' | 'freeInodes' | 'usedDirectories' | 'unusedInodes';

/** One group of blocks. Its bitmaps are read when they are first asked for. */
export interface Group {
  readonly index: number;
  readonly firstBlock: number;
  readonly blockCount: number;
  readonly blockBitmap: number;
  readonly inodeBitmap: number;
  readonly inodeTable: number;
  get(count: Count): number;
  add(count: Count, amount: number): void;
  /** Which blocks are in use; marked as changed. `reserved` are those of the file system itself, from its first block. */
  changeBlocks(reserved: readonly BitRange[]): Bitmap;
  readBlocks(reserved: readonly BitRange[]): Bitmap;
  changeInodes(): Bitmap;
  readInodes(): Bitmap;
  /** Puts checksums right. */
  finish(): void;
}

/** Bits from one to before another. */
export interface BitRange {
  readonly from: number;
  readonly to: number;
}

/** How many blocks hold the descriptors of all groups. */
export function getDescriptorBlocks(superblock: Superblock): number {
  return Math.ceil((superblock.groupCount * descriptorSize) / blockSize);
}

export function openGroup(device: Device, superblock: Superblock, index: number): Group {
  const perBlock = blockSize / descriptorSize;
  const block = firstDescriptorBlock + Math.floor(index / perBlock);
  const at = (index % perBlock) * descriptorSize;
  const bytes = device.read(block).subarray(at, at + descriptorSize);
  const { blocksPerGroup, inodesPerGroup, seed } = superblock;
  const firstBlock = index * blocksPerGroup;
  const blockCount = Math.min(blocksPerGroup, superblock.blockCount - firstBlock);
  const changed = new Set<'blocks' | 'inodes'>();

  const hasFlag = (flag: number): boolean => (bytes.readUInt16LE(field.flags) & flag) !== 0;
  const dropFlag = (flag: number): void => {
    device.change(block);
    bytes.writeUInt16LE(bytes.readUInt16LE(field.flags) & ~flag, field.flags);
  };
  const openBitmap = (at: number, flag: number, fill: (bitmap: Bitmap) => void): Bitmap => {
    if (!hasFlag(flag)) return device.change(at);
    const bitmap = device.create(at);
    fill(bitmap);
    dropFlag(flag);
    return bitmap;
  };
  const fillBlocks = (reserved: readonly BitRange[]) => (bitmap: Bitmap) => {
    for (const { from, to } of reserved) setBits(bitmap, from, to);
    setBits(bitmap, blockCount, bitmap.length * 8);
  };
  const fillInodes = (bitmap: Bitmap): void => setBits(bitmap, inodesPerGroup, bitmap.length * 8);
  const lookAt = (at: number, flag: number, fill: (bitmap: Bitmap) => void): Bitmap => {
    if (!hasFlag(flag)) return device.read(at);
    const bitmap = Buffer.alloc(blockSize);
    fill(bitmap);
    return bitmap;
  };
  const group: Group = {
    index,
    firstBlock,
    blockCount,
    blockBitmap: readWords(bytes, field.blockBitmap),
    inodeBitmap: readWords(bytes, field.inodeBitmap),
    inodeTable: readWords(bytes, field.inodeTable),
    get: (count) => readHalves(bytes, field[count]),
    add: (count, amount) => {
      device.change(block);
      writeHalves(bytes, field[count], readHalves(bytes, field[count]) + amount);
    },
    changeBlocks: (reserved) => {
      changed.add('blocks');
      return openBitmap(group.blockBitmap, blocksNotWritten, fillBlocks(reserved));
    },
    readBlocks: (reserved) => lookAt(group.blockBitmap, blocksNotWritten, fillBlocks(reserved)),
    changeInodes: () => {
      changed.add('inodes');
      return openBitmap(group.inodeBitmap, inodesNotWritten, fillInodes);
    },
    readInodes: () => lookAt(group.inodeBitmap, inodesNotWritten, fillInodes),
    finish: () => {
      if (changed.size === 0) return;
      device.change(block);
      if (changed.has('blocks')) {
        const sum = crc32c(seed, device.read(group.blockBitmap), 0, blocksPerGroup / 8);
        writeHalves(bytes, field.blockBitmapSum, sum);
      }
      if (changed.has('inodes')) {
        const sum = crc32c(seed, device.read(group.inodeBitmap), 0, inodesPerGroup / 8);
        writeHalves(bytes, field.inodeBitmapSum, sum);
      }
      bytes.writeUInt16LE(0, field.checksum);
      bytes.writeUInt16LE(crc32c(crcNumbers(seed, index), bytes) & 0xffff, field.checksum);
    },
  };
  return group;
}
