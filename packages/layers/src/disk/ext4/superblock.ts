import { crc32c, crcStart } from './crc32c';
import { readWords, writeWords } from './fields';
import { notReadable } from './problems';

/** The only size of a block that is made here; what Debian's own images have. */
export const blockSize = 4096;
/** Of an inode, with room for nanoseconds and small extended attributes. */
export const inodeSize = 256;

/** Features as `mke2fs -O` calls them, with their bits (Documentation/filesystems/ext4, super.rst). */
export const features = {
  compatible: { has_journal: 0x4, ext_attr: 0x8, resize_inode: 0x10, dir_index: 0x20 },
  incompatible: { filetype: 0x2, extent: 0x40, '64bit': 0x80, flex_bg: 0x200 },
  readOnlyCompatible: {
    sparse_super: 0x1,
    large_file: 0x2,
    huge_file: 0x8,
    dir_nlink: 0x20,
    extra_isize: 0x40,
    metadata_csum: 0x400,
  },
} as const;

/** Where the superblock stands in block 0, and how long it is. */
const position = 1024;
const length = 1024;

/** Offsets of fields within the superblock. */
const field = {
  inodeCount: 0x0,
  blockCount: { low: 0x4, high: 0x150 },
  freeBlocks: { low: 0xc, high: 0x158 },
  freeInodes: 0x10,
  blocksPerGroup: 0x20,
  inodesPerGroup: 0x28,
  mountCount: 0x34,
  magic: 0x38,
  compatible: 0x5c,
  incompatible: 0x60,
  readOnlyCompatible: 0x64,
  uuid: 0x68,
  reservedDescriptorBlocks: 0xce,
  checksum: 0x3fc,
} as const;

const uuidLength = 16;
const magic = 0xef53;

/** What is said once about a file system. `freeBlocks` and `freeInodes` change; `write` puts them back. */
export interface Superblock {
  readonly inodeCount: number;
  readonly blockCount: number;
  readonly blocksPerGroup: number;
  readonly inodesPerGroup: number;
  readonly groupCount: number;
  readonly reservedDescriptorBlocks: number;
  /** What every checksum of its metadata begins with. */
  readonly seed: number;
  freeBlocks: number;
  freeInodes: number;
  /** Puts the counts and the checksum into the block that was read. */
  write(): void;
}

/** Block 0 as a superblock. Fails with LAY045 when it is of a file system that is not made here. */
export function readSuperblock(block: Buffer, file: string): Superblock {
  const bytes = block.subarray(position, position + length);
  assertOurs(bytes, file);
  const blockCount = readWords(bytes, field.blockCount);
  const blocksPerGroup = bytes.readUInt32LE(field.blocksPerGroup);
  const superblock: Superblock = {
    inodeCount: bytes.readUInt32LE(field.inodeCount),
    blockCount,
    blocksPerGroup,
    inodesPerGroup: bytes.readUInt32LE(field.inodesPerGroup),
    groupCount: Math.ceil(blockCount / blocksPerGroup),
    reservedDescriptorBlocks: bytes.readUInt16LE(field.reservedDescriptorBlocks),
    seed: crc32c(crcStart, bytes, field.uuid, field.uuid + uuidLength),
    freeBlocks: readWords(bytes, field.freeBlocks),
    freeInodes: bytes.readUInt32LE(field.freeInodes),
    write: () => {
      writeWords(bytes, field.freeBlocks, superblock.freeBlocks);
      bytes.writeUInt32LE(superblock.freeInodes, field.freeInodes);
      bytes.writeUInt32LE(getSum(bytes), field.checksum);
    },
  };
  return superblock;
}

function getSum(bytes: Buffer): number {
  return crc32c(crcStart, bytes, 0, field.checksum);
}

/**
 * A kernel that has written would have left an open journal and hashed directories, which are not understood here, so
 * a file system that was mounted for writing is refused.
 */
function assertOurs(bytes: Buffer, file: string): void {
  if (bytes.readUInt16LE(field.magic) !== magic) throw notReadable(file, 'There is none at its place.');
  if (bytes.readUInt32LE(field.checksum) !== getSum(bytes))
    throw notReadable(file, 'The checksum of its superblock is wrong.');
  const wrong = (['compatible', 'incompatible', 'readOnlyCompatible'] as const).some(
    (kind) => bytes.readUInt32LE(field[kind]) !== getBits(features[kind]),
  );
  if (wrong) throw notReadable(file, 'It has other features than those that are made here.');
  if (bytes.readUInt16LE(field.mountCount) !== 0)
    throw notReadable(file, 'It has been mounted since it was made.');
}

function getBits(named: Readonly<Record<string, number>>): number {
  return Object.values(named).reduce((sum, bit) => sum | bit, 0);
}
