import type { ByteText } from '../../tar';
import { type NameTarget, packNames, readNames } from './directory-blocks';
import { type ExtentTree, listBlocks, readExtents } from './extents';
import type { FileSystem } from './file-system';
import { getContent, getInodeSeed, type Kind, setLinks } from './inode';
import { getAttributeBlocks, writeBlockMap } from './node-blocks';
import { blockSize } from './superblock';

/** What a name in a directory stands for. */
export interface Link {
  readonly inode: number;
  readonly kind: Kind;
  /** Which layer put it there; 0 is what was on the disk. */
  readonly layer: number;
}

/** A directory that is being worked on, without `.` and `..`. Order of names is their order on the disk. */
export interface Directory {
  readonly inode: number;
  readonly parent: number;
  readonly links: Map<ByteText, Link>;
}

/** The directories that were looked into. */
export interface Directories {
  open(inode: number): Directory;
  /** A new one, which is empty. */
  create(inode: number, parent: number): Directory;
  /** Forgets one that is removed. */
  forget(inode: number): void;
  set(directory: Directory, name: ByteText, link: Link): void;
  delete(directory: Directory, name: ByteText): void;
  /** Writes those whose names were changed. */
  write(): void;
}

export function createDirectories(files: FileSystem): Directories {
  const known = new Map<number, Directory>();
  const changed = new Set<number>();

  const add = (directory: Directory): Directory => {
    known.set(directory.inode, directory);
    return directory;
  };
  const open = (inode: number): Directory => known.get(inode) ?? add(readDirectory(files, inode));
  return {
    open,
    create: (inode, parent) => {
      changed.add(inode);
      return add({ inode, parent, links: new Map() });
    },
    forget: (inode) => {
      known.delete(inode);
      changed.delete(inode);
    },
    set: (directory, name, link) => {
      const before = directory.links.get(name);
      directory.links.set(name, link);
      if (before?.inode !== link.inode || before.kind !== link.kind) changed.add(directory.inode);
    },
    delete: (directory, name) => {
      directory.links.delete(name);
      changed.add(directory.inode);
    },
    write: () => {
      // In the order of inodes, so that it does not matter who was looked into first.
      for (const inode of [...changed].sort((a, b) => a - b)) writeDirectory(files, open(inode));
      changed.clear();
    },
  };
}

function readDirectory(files: FileSystem, inode: number): Directory {
  const blocks = listBlocks(getTree(files, inode).runs).map((block) => files.device.read(block));
  const links = new Map<ByteText, Link>();
  let parent = inode;
  for (const { name, inode: target, kind } of readNames(blocks)) {
    if (name === '..') parent = target;
    else if (name !== '.') links.set(name, { inode: target, kind, layer: 0 });
  }
  return { inode, parent, links };
}

function getTree(files: FileSystem, inode: number): ExtentTree {
  return readExtents(files.device, getContent(files.inodes.read(inode)));
}

/** With dir_nlink: a directory with more has 1, which means "many" (Linux, fs/ext4/namei.c). */
const mostLinks = 65_000;

function writeDirectory(files: FileSystem, { inode: number, parent, links }: Directory): void {
  const inode = files.inodes.change(number);
  const seed = getInodeSeed(files.superblock.seed, number, inode);
  const own = new Map<ByteText, NameTarget>([
    ['.', { inode: number, kind: 'directory' }],
    ['..', { inode: parent, kind: 'directory' }],
  ]);
  const packed = packNames([own, links], seed);
  const blocks = fitBlocks(files, number, packed.length);
  packed.forEach((bytes, index) => {
    const block = blocks[index] as number;
    bytes.copy(files.device.create(block));
  });
  let subdirectories = 0;
  for (const { kind } of links.values()) if (kind === 'directory') subdirectories++;
  setLinks(inode, subdirectories + 2 > mostLinks ? 1 : subdirectories + 2);
}

/** As many blocks as the names need now: those it has stay, what is missing is added behind, what is left over is freed. */
function fitBlocks(files: FileSystem, number: number, count: number): readonly number[] {
  const { runs, nodes } = getTree(files, number);
  const before = listBlocks(runs);
  if (before.length === count) return before;
  const more = listBlocks(files.blocks.allocate(Math.max(0, count - before.length)));
  files.blocks.free([...before.slice(count), ...nodes].map((start) => ({ start, count: 1 })));
  const blocks = [...before, ...more].slice(0, count);
  writeBlockMap(files, number, {
    runs: blocks.map((start) => ({ start, count: 1 })),
    size: count * blockSize,
    others: getAttributeBlocks(files, number).length,
  });
  return blocks;
}
