import type { TarEntry } from '../../tar';
import {
  type PlacedAttributes,
  placeAttributes,
  writeAttributeBlock,
  writeInodeAttributes,
} from './attributes';
import { writeDeviceNumbers } from './device-numbers';
import type { FileSystem } from './file-system';
import {
  getContent,
  getSize,
  type Kind,
  type Ownership,
  setLinks,
  setUsage,
  setXattrBlock,
  writeOwnership,
} from './inode';
import {
  freeBlocks,
  getAttributeBlocks,
  getContentBlocks,
  getTreeBlocks,
  writeBlockMap,
} from './node-blocks';
import { notPossible } from './problems';
import type { Run } from './reserved-blocks';
import { blockSize } from './superblock';

/** An inode that has everything but its content, with the blocks that the content it replaces has left. */
export interface StartedNode {
  readonly number: number;
  readonly freed: readonly Run[];
}

/** Makes an inode for an entry, in place of another one when that is given. It has one link. */
export function startNode(
  files: FileSystem,
  entry: TarEntry,
  { kind, replaced }: { readonly kind: Kind; readonly replaced: number | undefined },
): StartedNode {
  const attributes = placeAttributes(entry);
  const ownership = getOwnership(entry);
  const freed = replaced === undefined ? [] : clearNode(files, replaced);
  const number = replaced ?? files.inodes.allocate(kind === 'directory');
  const inode = files.inodes.change(number);
  writeOwnership(inode, kind, ownership);
  setLinks(inode, 1);
  writeAttributes(files, number, attributes);
  return { number, freed };
}

function clearNode(files: FileSystem, number: number): readonly Run[] {
  const freed = getContentBlocks(files, number);
  freeBlocks(files, number);
  files.inodes.change(number).fill(0);
  return freed;
}

/** Gives an inode back with all it has. */
export function removeNode(files: FileSystem, number: number, kind: Kind): void {
  freeBlocks(files, number);
  files.inodes.free(number, kind === 'directory');
}

/** Gives a directory that stays another owner, other times and other attributes. */
export function updateDirectory(files: FileSystem, number: number, entry: TarEntry): void {
  const attributes = placeAttributes(entry);
  const inode = files.inodes.change(number);
  writeOwnership(inode, 'directory', getOwnership(entry));
  const before = getAttributeBlocks(files, number);
  files.blocks.free(before);
  writeAttributes(files, number, attributes, before);
  const content = [...getContentBlocks(files, number), ...getTreeBlocks(files, number)];
  const blocks = content.reduce((sum, { count }) => sum + count, getAttributeBlocks(files, number).length);
  setUsage(inode, { size: getSize(inode), blocks }, blockSize);
}

function writeAttributes(
  files: FileSystem,
  number: number,
  { inInode, inBlock }: PlacedAttributes,
  preferred: readonly Run[] = [],
): void {
  const inode = files.inodes.change(number);
  writeInodeAttributes(inode, inInode);
  setXattrBlock(inode, 0);
  if (inBlock.length === 0) return;
  const [run] = files.blocks.allocate(1, preferred);
  const block = (run as Run).start;
  setXattrBlock(inode, block);
  writeAttributeBlock(files.device.create(block), inBlock, { seed: files.superblock.seed, number: block });
}

/** Ends an inode that has no content: a device or a fifo. */
export function finishSpecial(files: FileSystem, number: number, entry: TarEntry): void {
  const inode = files.inodes.change(number);
  setUsage(inode, { size: 0, blocks: getAttributeBlocks(files, number).length }, blockSize);
  if (entry.type !== 'fifo') writeDeviceNumbers(getContent(inode), entry);
}

/** Shorter targets stand in the inode, and end with a zero there. */
const inlineTarget = 60;
/** Kernels read a target into one page, and end it with a zero. */
const longestTarget = 4095;

/** Ends the inode of a symlink. */
export function finishSymlink(files: FileSystem, node: StartedNode, entry: TarEntry): void {
  const target = Buffer.from(entry.link, 'latin1');
  if (target.length === 0 || target.length > longestTarget)
    throw notPossible(
      entry.path,
      `the target of a symlink has 1 to ${longestTarget} bytes, and this one ${target.length}.`,
      'Change or remove the symlink in the step that makes it.',
    );
  const { number, freed } = node;
  const others = getAttributeBlocks(files, number).length;
  if (target.length < inlineTarget) {
    const inode = files.inodes.change(number);
    target.copy(getContent(inode));
    setUsage(inode, { size: target.length, blocks: others }, blockSize);
    return;
  }
  const runs = files.blocks.allocate(1, freed);
  writeBlockMap(files, number, { runs, size: target.length, others });
  const bytes = Buffer.alloc(blockSize);
  target.copy(bytes);
  files.device.data.write((runs[0] as Run).start * blockSize, bytes);
}

const largestId = 2 ** 32 - 1;

function getOwnership(entry: TarEntry): Ownership {
  const { path, uid, gid, mtime: time } = entry;
  for (const id of [uid, gid])
    if (id < 0 || id > largestId)
      throw notPossible(
        path,
        `${id} is no user or group: they are 0 to ${largestId}.`,
        'Give it to another owner.',
      );
  return { uid, gid, time, mode: entry.type === 'symlink' ? 0o777 : entry.mode };
}
