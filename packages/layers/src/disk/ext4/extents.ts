import { crc32c } from './crc32c';
import type { Device } from './device';
import { readBlockNumber, writeBlockNumber } from './fields';
import type { Run } from './reserved-blocks';
import { blockSize } from './superblock';

/**
 * The extent tree: which blocks of a file stand where (Documentation/filesystems/ext4, ifork.rst). Its root stands in
 * the inode; a tree that is too large for it goes on in blocks.
 */
export interface MappedRun extends Run {
  /** Number of its first block within the file. */
  readonly logical: number;
}

/** A tree as it was read: what it maps and the blocks it stands in itself. */
export interface ExtentTree {
  readonly runs: readonly MappedRun[];
  readonly nodes: readonly number[];
}

const magic = 0xf30a;
const headerSize = 12;
const entrySize = 12;
const rootEntries = 4;
const sumSize = 4;
/** 340: what a block has room for beside its header and its checksum. */
const nodeEntries = Math.floor((blockSize - headerSize - sumSize) / entrySize);
/** Longer extents would be taken for ones that are not written yet. */
const longestExtent = 0x8000;

const header = { magic: 0, entries: 2, most: 4, depth: 6 } as const;
const leaf = { logical: 0, length: 4, block: { low: 8, high: 6 } } as const;
const index = { logical: 0, block: { low: 4, high: 8 } } as const;

/** Reads the tree whose root is given. */
export function readExtents(device: Pick<Device, 'read'>, root: Buffer): ExtentTree {
  const runs: MappedRun[] = [];
  const nodes: number[] = [];
  const visit = (node: Buffer): void => {
    if (node.readUInt16LE(header.magic) !== magic) return;
    const depth = node.readUInt16LE(header.depth);
    const end = headerSize + node.readUInt16LE(header.entries) * entrySize;
    for (let at = headerSize; at < end; at += entrySize) {
      if (depth === 0) runs.push(readLeaf(node, at));
      else {
        const block = readBlockNumber(node, index.block, at);
        nodes.push(block);
        visit(device.read(block));
      }
    }
  };
  visit(root);
  return { runs, nodes };
}

function readLeaf(node: Buffer, at: number): MappedRun {
  return {
    logical: node.readUInt32LE(at + leaf.logical),
    count: node.readUInt16LE(at + leaf.length),
    start: readBlockNumber(node, leaf.block, at),
  };
}

/** What a tree is written with. */
export interface ExtentWriter {
  readonly device: Pick<Device, 'change' | 'create'>;
  readonly allocate: (count: number) => readonly Run[];
  /** What checksums of its blocks begin with. */
  readonly seed: number;
}

/** An entry of a node: a run of blocks, or a block of the tree that begins with that number within the file. */
interface Entry {
  readonly logical: number;
  /** Of the first block. */
  readonly start: number;
  readonly count: number;
}

/** Writes a tree into its root and, where that is too small, into blocks; gives how many blocks. */
export function writeExtents(root: Buffer, runs: readonly MappedRun[], writer: ExtentWriter): number {
  let entries: readonly Entry[] = splitLong(runs);
  let depth = 0;
  let used = 0;
  while (entries.length > rootEntries) {
    const count = Math.ceil(entries.length / nodeEntries);
    const below = entries;
    entries = listBlocks(writer.allocate(count)).map((block, each) => {
      const own = below.slice(each * nodeEntries, (each + 1) * nodeEntries);
      writeNode(writer.device.create(block), own, depth);
      finishNode(writer.device.change(block), writer.seed);
      return { logical: (own[0] as Entry).logical, start: block, count: 1 };
    });
    used += count;
    depth++;
  }
  root.fill(0);
  writeNode(root, entries, depth);
  return used;
}

function writeNode(node: Buffer, entries: readonly Entry[], depth: number): void {
  node.writeUInt16LE(magic, header.magic);
  node.writeUInt16LE(entries.length, header.entries);
  node.writeUInt16LE(node.length === blockSize ? nodeEntries : rootEntries, header.most);
  node.writeUInt16LE(depth, header.depth);
  let at = headerSize;
  for (const entry of entries) {
    if (depth === 0) writeLeaf(node, at, entry);
    else writeIndex(node, at, entry);
    at += entrySize;
  }
}

function finishNode(node: Buffer, seed: number): void {
  const end = headerSize + nodeEntries * entrySize;
  node.writeUInt32LE(crc32c(seed, node, 0, end), end);
}

function writeLeaf(node: Buffer, at: number, { logical, start, count }: Entry): void {
  node.writeUInt32LE(logical, at + leaf.logical);
  node.writeUInt16LE(count, at + leaf.length);
  writeBlockNumber(node, leaf.block, start, at);
}

function writeIndex(node: Buffer, at: number, { logical, start }: Entry): void {
  node.writeUInt32LE(logical, at + index.logical);
  writeBlockNumber(node, index.block, start, at);
}

function splitLong(runs: readonly MappedRun[]): readonly MappedRun[] {
  if (runs.every(({ count }) => count <= longestExtent)) return runs;
  return runs.flatMap((run) =>
    Array.from({ length: Math.ceil(run.count / longestExtent) }, (_, each) => {
      const done = each * longestExtent;
      const count = Math.min(longestExtent, run.count - done);
      return { logical: run.logical + done, start: run.start + done, count };
    }),
  );
}

/** Numbers of all blocks of runs. */
export function listBlocks(runs: readonly Run[]): readonly number[] {
  const blocks: number[] = [];
  for (const { start, count } of runs)
    for (let block = start; block < start + count; block++) blocks.push(block);
  return blocks;
}

/** Runs of the disk as parts of a file, one after the other from `logical` on. */
export function mapRuns(runs: readonly Run[], logical = 0): readonly MappedRun[] {
  let at = logical;
  return runs.map((run) => {
    const mapped = { ...run, logical: at };
    at += run.count;
    return mapped;
  });
}
