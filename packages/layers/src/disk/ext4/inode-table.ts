import { clearBits, findClear, findLastSet, setBits } from './bitmap';
import type { Device } from './device';
import type { Group } from './groups';
import { finishInode } from './inode';
import { FullFileSystem } from './problems';
import { blockSize, inodeSize, type Superblock } from './superblock';

/** Inodes by number. They are given out as blocks are: behind the last one in use, then in gaps. */
export interface InodeTable {
  /** Looks for the last inode in use; to be called before each layer. */
  begin(): void;
  /** An inode that is not in use, as zeros. Fails with FullFileSystem. */
  allocate(directory: boolean): number;
  /** Gives an inode back and makes it zeros. */
  free(number: number, directory: boolean): void;
  read(number: number): Buffer;
  /** An inode that is about to be changed; its checksum is put right at the end. */
  change(number: number): Buffer;
  /** Puts checksums right. */
  finish(): void;
}

const perBlock = blockSize / inodeSize;

export function createInodeTable(
  device: Device,
  superblock: Superblock,
  groups: readonly Group[],
): InodeTable {
  const { inodesPerGroup } = superblock;
  const changed = new Set<number>();
  let next = 0;

  /** Numbers of inodes begin with 1. */
  const locate = (number: number): { block: number; at: number; group: Group; bit: number } => {
    const group = groups[Math.floor((number - 1) / inodesPerGroup)] as Group;
    const bit = (number - 1) % inodesPerGroup;
    const block = group.inodeTable + Math.floor(bit / perBlock);
    return { group, bit, block, at: (bit % perBlock) * inodeSize };
  };
  /** An inode is asked for many times while it is made, and its place does not change. */
  const known = new Map<number, Buffer>();
  const read = (number: number): Buffer => {
    const before = known.get(number);
    if (before !== undefined) return before;
    const { block, at } = locate(number);
    const inode = device.read(block).subarray(at, at + inodeSize);
    known.set(number, inode);
    return inode;
  };
  const change = (number: number): Buffer => {
    if (!changed.has(number)) {
      changed.add(number);
      device.change(locate(number).block);
    }
    return read(number);
  };

  const take = (group: Group, bit: number, directory: boolean): number => {
    setBits(group.changeInodes(), bit, bit + 1);
    group.add('freeInodes', -1);
    superblock.freeInodes -= 1;
    if (directory) group.add('usedDirectories', 1);
    const neverUsed = bit >= inodesPerGroup - group.get('unusedInodes');
    // Nothing has to be read where nothing was ever written.
    if (neverUsed && bit % perBlock === 0) device.create(group.inodeTable + bit / perBlock);
    const behind = inodesPerGroup - bit - 1;
    if (group.get('unusedInodes') > behind) group.add('unusedInodes', behind - group.get('unusedInodes'));
    return group.index * inodesPerGroup + bit + 1;
  };

  return {
    read,
    change,
    begin: () => {
      next = getEndOfUse(groups, inodesPerGroup);
    },
    allocate: (directory) => {
      if (superblock.freeInodes === 0) throw new FullFileSystem('inodes');
      for (;;) {
        if (next >= superblock.inodeCount) next = 0;
        const group = groups[Math.floor(next / inodesPerGroup)] as Group;
        const free = group.get('freeInodes') > 0;
        const from = next % inodesPerGroup;
        const bit = free ? findClear(group.readInodes(), from, inodesPerGroup) : inodesPerGroup;
        next = group.index * inodesPerGroup + bit + 1;
        if (bit === inodesPerGroup) next -= 1;
        else {
          const number = take(group, bit, directory);
          change(number).fill(0);
          return number;
        }
      }
    },
    free: (number, directory) => {
      const { group, bit } = locate(number);
      clearBits(group.changeInodes(), bit, bit + 1);
      group.add('freeInodes', 1);
      superblock.freeInodes += 1;
      if (directory) group.add('usedDirectories', -1);
      change(number).fill(0);
    },
    finish: () => {
      for (const number of changed) finishInode(superblock.seed, number, change(number));
      changed.clear();
    },
  };
}

/** The bit behind the last inode in use, counted over all groups. */
function getEndOfUse(groups: readonly Group[], inodesPerGroup: number): number {
  for (let index = groups.length - 1; index >= 0; index--) {
    const group = groups[index] as Group;
    if (group.get('freeInodes') === inodesPerGroup) continue;
    return index * inodesPerGroup + findLastSet(group.readInodes(), inodesPerGroup) + 1;
  }
  return 0;
}
