import { clearBits, findClear, findLastSet, findSet, setBits } from './bitmap';
import type { Device } from './device';
import type { BitRange, Group } from './groups';
import { FullFileSystem } from './problems';
import type { ReservedBlocks, Run } from './reserved-blocks';
import { blockSize, type Superblock } from './superblock';

/**
 * Gives out blocks. Where depends on nothing but what is in use: behind the last block in use, and only when the end
 * is reached in gaps, lowest first. So what a layer brings lies together, and few parts of the disk change.
 */
export interface BlockAllocator {
  /** Looks for the last block in use. To be called before each layer: then it does not matter what was done before. */
  begin(): void;
  /**
   * Takes so many blocks, those of `preferred` that are free before others. Fails with FullFileSystem, having taken
   * nothing.
   */
  allocate(count: number, preferred?: readonly Run[]): readonly Run[];
  free(runs: readonly Run[]): void;
  /** Overwrites what was freed and is still free: nothing of removed files may be published. */
  clearFreed(): Promise<void>;
}

export function createBlockAllocator(
  device: Device,
  superblock: Superblock,
  { groups, reserved }: { readonly groups: readonly Group[]; readonly reserved: ReservedBlocks },
): BlockAllocator {
  const freed: Run[] = [];
  let next = 0;

  const getGroup = (block: number): Group => groups[Math.floor(block / superblock.blocksPerGroup)] as Group;
  const getReserved = (group: Group): readonly BitRange[] => reserved[group.index] as readonly BitRange[];

  const mark = (group: Group, { start, count }: Run, used: boolean): void => {
    const bitmap = group.changeBlocks(getReserved(group));
    const from = start - group.firstBlock;
    if (used) setBits(bitmap, from, from + count);
    else clearBits(bitmap, from, from + count);
    group.add('freeBlocks', used ? -count : count);
    superblock.freeBlocks += used ? -count : count;
  };

  /** The first free blocks of a group from a bit on, at most so many. */
  const findFree = (group: Group, from: number, count: number): Run | undefined => {
    if (group.get('freeBlocks') === 0) return undefined;
    const bitmap = group.readBlocks(getReserved(group));
    const start = findClear(bitmap, from, group.blockCount);
    if (start === group.blockCount) return undefined;
    const end = findSet(bitmap, start, Math.min(group.blockCount, start + count));
    return { start: group.firstBlock + start, count: end - start };
  };

  const takeNext = (count: number): Run => {
    for (;;) {
      if (next >= superblock.blockCount) next = 0;
      const group = getGroup(next);
      const run = findFree(group, next - group.firstBlock, count);
      next = run === undefined ? group.firstBlock + group.blockCount : run.start + run.count;
      if (run === undefined) continue;
      mark(group, run, true);
      return run;
    }
  };

  /** The part of a run that begins it and is free, within one group. */
  const takeStart = ({ start, count }: Run): Run | undefined => {
    const group = getGroup(start);
    const from = start - group.firstBlock;
    const bitmap = group.readBlocks(getReserved(group));
    const to = findSet(bitmap, from, Math.min(group.blockCount, from + count));
    if (to === from) return undefined;
    const run = { start, count: to - from };
    mark(group, run, true);
    return run;
  };

  const takePreferred = (preferred: readonly Run[], count: number): Run[] => {
    const taken: Run[] = [];
    let missing = count;
    for (const run of preferred) {
      let rest = { start: run.start, count: Math.min(run.count, missing) };
      while (rest.count > 0) {
        const part = takeStart(rest);
        if (part === undefined) break;
        taken.push(part);
        missing -= part.count;
        rest = { start: part.start + part.count, count: rest.count - part.count };
      }
    }
    return taken;
  };

  return {
    begin: () => {
      next = getEndOfUse(groups, reserved);
    },
    allocate: (count, preferred = []) => {
      if (count > superblock.freeBlocks) throw new FullFileSystem('blocks');
      const taken = takePreferred(preferred, count);
      let missing = count - taken.reduce((sum, run) => sum + run.count, 0);
      while (missing > 0) {
        const run = takeNext(missing);
        taken.push(run);
        missing -= run.count;
      }
      return joinRuns(taken);
    },
    free: (runs) => {
      for (const run of runs) {
        for (const part of splitRun(run, getGroup)) mark(getGroup(part.start), part, false);
        for (let block = run.start; block < run.start + run.count; block++) device.forget(block);
        freed.push(run);
      }
    },
    clearFreed: async () => {
      for (const run of sortRuns(freed.flatMap((each) => splitRun(each, getGroup)))) {
        const group = getGroup(run.start);
        const bitmap = group.readBlocks(getReserved(group));
        for (const { start, count } of findFreeParts(bitmap, run, group.firstBlock))
          device.data.clear(start * blockSize, count * blockSize);
        await device.data.settle();
      }
      freed.length = 0;
    },
  };
}

function splitRun({ start, count }: Run, getGroup: (block: number) => Group): readonly Run[] {
  const group = getGroup(start);
  const here = Math.min(count, group.firstBlock + group.blockCount - start);
  if (here === count) return [{ start, count }];
  return [{ start, count: here }, ...splitRun({ start: start + here, count: count - here }, getGroup)];
}

function sortRuns(runs: readonly Run[]): readonly Run[] {
  return [...runs].sort((a, b) => a.start - b.start);
}

/** Runs that follow each other on the disk as one. */
export function joinRuns(runs: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last !== undefined && last.start + last.count === run.start)
      joined[joined.length - 1] = { start: last.start, count: last.count + run.count };
    else joined.push(run);
  }
  return joined;
}

function findFreeParts(bitmap: Buffer, { start, count }: Run, firstBlock: number): readonly Run[] {
  const parts: Run[] = [];
  const end = start - firstBlock + count;
  for (let bit = start - firstBlock; bit < end; ) {
    const from = findClear(bitmap, bit, end);
    const to = findSet(bitmap, from, end);
    if (to > from) parts.push({ start: firstBlock + from, count: to - from });
    bit = to;
  }
  return parts;
}

/** The block behind the last one that holds something of a file. */
function getEndOfUse(groups: readonly Group[], reserved: ReservedBlocks): number {
  for (let index = groups.length - 1; index >= 0; index--) {
    const group = groups[index] as Group;
    const own = reserved[index] as readonly BitRange[];
    const ownCount = own.reduce((sum, { from, to }) => sum + to - from, 0);
    if (group.blockCount - group.get('freeBlocks') <= ownCount) continue;
    const bitmap = Buffer.from(group.readBlocks(own));
    for (const { from, to } of own) clearBits(bitmap, from, to);
    return group.firstBlock + findLastSet(bitmap, group.blockCount) + 1;
  }
  return 0;
}
