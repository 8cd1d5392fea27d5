import { crc32c, crcNumbers } from './crc32c';
import { readBlockNumber, readWords, writeBlockNumber, writeHalves, writeWords } from './fields';

/** Kinds of inodes: the upper bits of the mode. */
const kinds = {
  fifo: 0o010000,
  character: 0o020000,
  directory: 0o040000,
  block: 0o060000,
  file: 0o100000,
  symlink: 0o120000,
} as const;

export type Kind = keyof typeof kinds;

/** The content is found by an extent tree. */
const extentsFlag = 0x8_0000;

/** Inodes that are there from the start (Documentation/filesystems/ext4, special_inodes.rst). */
export const rootInode = 2;
export const journalInode = 8;

/** Offsets of fields (Documentation/filesystems/ext4, inodes.rst). */
const field = {
  mode: 0x0,
  uid: { low: 0x2, high: 0x78 },
  size: { low: 0x4, high: 0x6c },
  accessed: 0x8,
  changed: 0xc,
  modified: 0x10,
  gid: { low: 0x18, high: 0x7a },
  links: 0x1a,
  sectors: { low: 0x1c, high: 0x74 },
  flags: 0x20,
  content: 0x28,
  generation: 0x64,
  xattrBlock: { low: 0x68, high: 0x76 },
  checksum: { low: 0x7c, high: 0x82 },
  extraSize: 0x80,
  changedMore: 0x84,
  modifiedMore: 0x88,
  accessedMore: 0x8c,
  created: 0x90,
  createdMore: 0x94,
} as const;

/** Where the root of the extent tree, the target of a short symlink or the numbers of a device stand. */
const contentPlace = { from: field.content, to: field.content + 60 } as const;
/** Fields behind the first 128 bytes that are in use; attributes stand behind them. */
const extraSize = 32;
export const attributesStart = 128 + extraSize;

const sectorSize = 512;

export interface Ownership {
  /** Permission bits, without the kind. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since the epoch; all four times of an inode are this one. */
  readonly time: number;
}

/** Gives an inode its kind, owner and times. Everything else stays. */
export function writeOwnership(inode: Buffer, kind: Kind, { mode, uid, gid, time }: Ownership): void {
  inode.writeUInt16LE(kinds[kind] | mode, field.mode);
  writeHalves(inode, field.uid, uid);
  writeHalves(inode, field.gid, gid);
  inode.writeUInt16LE(extraSize, field.extraSize);
  const { seconds, epoch } = splitTime(time);
  for (const at of [field.accessed, field.changed, field.modified, field.created])
    inode.writeUInt32LE(seconds, at);
  for (const at of [field.accessedMore, field.changedMore, field.modifiedMore, field.createdMore])
    inode.writeUInt32LE(epoch, at);
}

const wordRange = 2 ** 32;
/** 2446-05-10, which two more bits reach. */
const latestTime = 2 ** 34 - 2 ** 31 - 1;

/** The lower 32 bits have a sign; two more bits count how often they were passed. What is later becomes the latest. */
function splitTime(time: number): { readonly seconds: number; readonly epoch: number } {
  const whole = Math.min(Math.floor(time), latestTime);
  const seconds = ((whole % wordRange) + wordRange) % wordRange;
  return { seconds, epoch: Math.floor((whole + 2 ** 31) / wordRange) };
}

export function getSize(inode: Buffer): number {
  return readWords(inode, field.size);
}

export function getLinks(inode: Buffer): number {
  return inode.readUInt16LE(field.links);
}

export function setLinks(inode: Buffer, links: number): void {
  inode.writeUInt16LE(links, field.links);
}

export function hasExtents(inode: Buffer): boolean {
  return (inode.readUInt32LE(field.flags) & extentsFlag) !== 0;
}

/** Bytes of the content and blocks that hold it, tree and attributes included. */
export interface Usage {
  readonly size: number;
  readonly blocks: number;
}

export function setUsage(inode: Buffer, { size, blocks }: Usage, blockSize: number): void {
  writeWords(inode, field.size, size);
  // 32 bits and 16 more, as numbers of blocks have.
  writeBlockNumber(inode, field.sectors, blocks * (blockSize / sectorSize));
}

export function setExtentsFlag(inode: Buffer, on: boolean): void {
  inode.writeUInt32LE(on ? extentsFlag : 0, field.flags);
}

export function getContent(inode: Buffer): Buffer {
  return inode.subarray(contentPlace.from, contentPlace.to);
}

export function getXattrBlock(inode: Buffer): number {
  return readBlockNumber(inode, field.xattrBlock);
}

export function setXattrBlock(inode: Buffer, block: number): void {
  writeBlockNumber(inode, field.xattrBlock, block);
}

/** What checksums of everything that belongs to an inode begin with. */
export function getInodeSeed(seed: number, number: number, inode: Buffer): number {
  return crcNumbers(seed, number, inode.readUInt32LE(field.generation));
}

/** Puts the checksum right. An inode that is not in use is all zeros and has none. */
export function finishInode(seed: number, number: number, inode: Buffer): void {
  if (inode.readUInt16LE(field.mode) === 0) return;
  writeHalves(inode, field.checksum, 0);
  writeHalves(inode, field.checksum, crc32c(getInodeSeed(seed, number, inode), inode));
}
