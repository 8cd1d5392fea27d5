import type { BitRange, Group } from './groups';
import { getDescriptorBlocks } from './groups';
import { blockSize, inodeSize, type Superblock } from './superblock';

/** Blocks that follow each other. */
export interface Run {
  readonly start: number;
  readonly count: number;
}

/** Bits of each group that belong to the file system itself. */
export type ReservedBlocks = readonly (readonly BitRange[])[];

/**
 * Blocks that hold no files: superblocks and descriptors with their backups, bitmaps, inode tables, the journal. A
 * bitmap that was never written says nothing of them (Documentation/filesystems/ext4, bitmaps.rst), and with flex_bg
 * those of a group stand in another one.
 */
export function getReservedBlocks(
  superblock: Superblock,
  groups: readonly Group[],
  journal: readonly Run[],
): ReservedBlocks {
  const reserved: BitRange[][] = groups.map(() => []);
  const add = ({ start, count }: Run): void => {
    for (let block = start; block < start + count; ) {
      const index = Math.floor(block / superblock.blocksPerGroup);
      const { firstBlock, blockCount } = groups[index] as Group;
      const to = Math.min(start + count, firstBlock + blockCount);
      reserved[index]?.push({ from: block - firstBlock, to: to - firstBlock });
      block = to;
    }
  };
  const tableSize = Math.ceil((superblock.inodesPerGroup * inodeSize) / blockSize);
  const backup = 1 + getDescriptorBlocks(superblock) + superblock.reservedDescriptorBlocks;
  for (const group of groups) {
    if (hasSuperblock(group.index)) add({ start: group.firstBlock, count: backup });
    add({ start: group.blockBitmap, count: 1 });
    add({ start: group.inodeBitmap, count: 1 });
    add({ start: group.inodeTable, count: tableSize });
  }
  for (const run of journal) add(run);
  return reserved.map((ranges) => ranges.sort((a, b) => a.from - b.from));
}

/** With sparse_super: groups 0 and 1 and the powers of 3, 5 and 7. */
function hasSuperblock(index: number): boolean {
  return index <= 1 || [3, 5, 7].some((base) => isPower(index, base));
}

function isPower(value: number, base: number): boolean {
  let power = base;
  while (power < value) power *= base;
  return power === value;
}
