import { joinRuns } from './block-allocator';
import { type MappedRun, mapRuns, readExtents, writeExtents } from './extents';
import type { FileSystem } from './file-system';
import { getContent, getInodeSeed, getXattrBlock, hasExtents, setExtentsFlag, setUsage } from './inode';
import type { Run } from './reserved-blocks';
import { blockSize } from './superblock';

/** Where the bytes of an inode are. */
export interface BlockMap {
  readonly runs: readonly Run[];
  readonly size: number;
  /** Blocks of the inode that hold no content: those of its attributes. */
  readonly others: number;
}

/** Writes the extent tree of an inode whose blocks follow each other without holes. */
export function writeBlockMap(files: FileSystem, number: number, { runs, size, others }: BlockMap): void {
  writeMappedRuns(files, number, { runs: mapRuns(joinRuns(runs)), size, others });
}

/** The same for content with holes. */
export function writeMappedRuns(
  files: FileSystem,
  number: number,
  { runs, size, others }: Omit<BlockMap, 'runs'> & { readonly runs: readonly MappedRun[] },
): void {
  const inode = files.inodes.change(number);
  const nodes = writeExtents(getContent(inode), runs, {
    device: files.device,
    allocate: (count) => files.blocks.allocate(count),
    seed: getInodeSeed(files.superblock.seed, number, inode),
  });
  setExtentsFlag(inode, true);
  const content = runs.reduce((sum, run) => sum + run.count, 0);
  setUsage(inode, { size, blocks: content + nodes + others }, blockSize);
}

/** The blocks that hold an inode's content; none when it has another use for the place of the tree. */
export function getContentBlocks(files: FileSystem, number: number): readonly Run[] {
  const inode = files.inodes.read(number);
  return hasExtents(inode) ? readExtents(files.device, getContent(inode)).runs : [];
}

/** The blocks that an extent tree stands in. */
export function getTreeBlocks(files: FileSystem, number: number): readonly Run[] {
  const inode = files.inodes.read(number);
  if (!hasExtents(inode)) return [];
  return readExtents(files.device, getContent(inode)).nodes.map((start) => ({ start, count: 1 }));
}

export function getAttributeBlocks(files: FileSystem, number: number): readonly Run[] {
  const block = getXattrBlock(files.inodes.read(number));
  return block === 0 ? [] : [{ start: block, count: 1 }];
}

/** Frees everything an inode has outside of itself. */
export function freeBlocks(files: FileSystem, number: number): void {
  files.blocks.free([
    ...getContentBlocks(files, number),
    ...getTreeBlocks(files, number),
    ...getAttributeBlocks(files, number),
  ]);
}
