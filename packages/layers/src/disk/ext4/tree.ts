import { sourceDateEpoch } from '../../source-date-epoch';
import { makeEntry, type TarEntry } from '../../tar';
import type { ByteText } from '../../tar/entry';
import type { Contents } from './content';
import type { Directories, Directory, Link } from './directories';
import { longestName } from './directory-blocks';
import type { FileSystem } from './file-system';
import { getLinks, rootInode, setLinks } from './inode';
import { removeNode, startNode } from './nodes';
import { notPossible } from './problems';

/** The files of a file system while one layer is applied. */
export interface Tree {
  readonly files: FileSystem;
  readonly directories: Directories;
  readonly contents: Contents;
  /** Which layer it is, from 1. */
  readonly layer: number;
  /** Folders that were entered, by their paths; nothing was removed since. */
  readonly entered: Map<ByteText, Directory>;
}

/** Where a name stands. */
export interface Place {
  readonly directory: Directory;
  readonly name: ByteText;
}

export function splitPath(path: ByteText): { readonly folder: ByteText; readonly name: ByteText } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}

/** e2fsck puts what it has found there and misses it when it is gone. */
const kept: ByteText = 'lost+found';

export function isKept({ directory, name }: Place): boolean {
  return directory.inode === rootInode && name === kept;
}

/**
 * The folder of that path. What is missing is made; what is no folder is replaced by one, symlinks too, since that is
 * what an overlay shows whose upper layer has a folder there.
 */
export function enterFolder(tree: Tree, path: ByteText): Directory {
  const entered = tree.entered.get(path);
  if (entered !== undefined) return entered;
  let directory = tree.directories.open(rootInode);
  if (path === '') return directory;
  let walked = '';
  for (const name of path.split('/')) {
    walked = walked === '' ? name : `${walked}/${name}`;
    const link = directory.links.get(name);
    if (link?.kind === 'directory') {
      // Not removed by a mark of this layer that may follow.
      if (link.layer !== tree.layer) setName(tree, { directory, name }, { ...link, layer: tree.layer });
      directory = tree.directories.open(link.inode);
    } else {
      if (link !== undefined) removeLink(tree, { directory, name });
      const entry = makeEntry({ type: 'directory', path: walked, mtime: sourceDateEpoch });
      directory = makeDirectory(tree, { directory, name }, entry);
    }
  }
  tree.entered.set(path, directory);
  return directory;
}

/** The folder of that path when there is one. */
function findFolder(tree: Tree, path: ByteText): Directory | undefined {
  if (path === '') return tree.directories.open(rootInode);
  const link = findLink(tree, path);
  return link?.kind === 'directory' ? tree.directories.open(link.inode) : undefined;
}

/** What a path stands for. Symlinks on the way are not followed. */
export function findLink(tree: Tree, path: ByteText): Link | undefined {
  const { folder, name } = splitPath(path);
  return findFolder(tree, folder)?.links.get(name);
}

export function makeDirectory(tree: Tree, place: Place, entry: TarEntry): Directory {
  assertName(place.name, entry.path);
  const { number } = startNode(tree.files, entry, { kind: 'directory', replaced: undefined });
  setName(tree, place, { inode: number, kind: 'directory', layer: tree.layer });
  return tree.directories.create(number, place.directory.inode);
}

export function setName(tree: Tree, { directory, name }: Place, link: Link): void {
  tree.directories.set(directory, name, link);
}

/** Refuses names that no directory can hold. */
export function assertName(name: ByteText, path: ByteText): void {
  if (name.length <= longestName && !name.includes('\0')) return;
  throw notPossible(
    path,
    `a name has at most ${longestName} bytes, and this one ${name.length}.`,
    'Give it a shorter name in the step that makes it.',
  );
}

/** Removes a name, and what it stands for when that has no other: a folder with all below it. */
export function removeLink(tree: Tree, place: Place): void {
  const { directory, name } = place;
  const link = directory.links.get(name);
  if (link === undefined || isKept(place)) return;
  if (link.kind === 'directory') {
    const folder = tree.directories.open(link.inode);
    for (const child of [...folder.links.keys()]) removeLink(tree, { directory: folder, name: child });
    tree.directories.forget(link.inode);
    tree.entered.clear();
    removeNode(tree.files, link.inode, link.kind);
  } else removeOneLink(tree.files, link);
  tree.directories.delete(directory, name);
}

function removeOneLink(files: FileSystem, { inode: number, kind }: Link): void {
  const inode = files.inodes.read(number);
  const links = getLinks(inode);
  if (links > 1) setLinks(files.inodes.change(number), links - 1);
  else removeNode(files, number, kind);
}

/** Removes what layers below have put into a folder; what this one has put there stays. */
export function makeOpaque(tree: Tree, directory: Directory): void {
  for (const [name, link] of [...directory.links]) {
    if (link.layer !== tree.layer) removeLink(tree, { directory, name });
    else if (link.kind === 'directory') makeOpaque(tree, tree.directories.open(link.inode));
  }
}
