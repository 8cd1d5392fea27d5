import type { TarEntry } from '../../tar';
import { type ByteText, showByteText } from '../../tar/entry';
import { assertInside, normalizeEntry } from '../../tar/normalize';
import type { Link } from './directories';
import { getLinks, type Kind, rootInode, setLinks } from './inode';
import { finishSpecial, finishSymlink, startNode, updateDirectory } from './nodes';
import { notPossible } from './problems';
import type { ContentWriter } from './run-writer';
import {
  assertName,
  enterFolder,
  findLink,
  isKept,
  makeDirectory,
  makeOpaque,
  type Place,
  removeLink,
  setName,
  splitPath,
  type Tree,
} from './tree';

/** Marks of removed files (OCI image specification, layer.md). */
const whiteoutPrefix = '.wh.';
const opaqueMark = '.wh..wh..opq';
/** What else begins like this belongs to aufs and is no file. */
const otherMarks = '.wh..wh.';

/** Applies one member of a layer; gives where the data goes that follows it. */
export function applyEntry(tree: Tree, entry: TarEntry): ContentWriter | undefined {
  assertInside(entry);
  const { folder, name } = splitPath(entry.path);
  if (name === opaqueMark) return hideBelow(tree, folder);
  if (name.startsWith(otherMarks)) return undefined;
  if (name.startsWith(whiteoutPrefix)) return hide(tree, folder, name.slice(whiteoutPrefix.length));
  return put(tree, normalizeEntry(entry, Number.POSITIVE_INFINITY));
}

/** Like an overlay, a mark makes the folder it stands in. */
function hideBelow(tree: Tree, path: ByteText): undefined {
  makeOpaque(tree, enterFolder(tree, path));
}

/** A removal is about the layers below: what this layer itself puts at the same place stays. */
function hide(tree: Tree, folder: ByteText, name: ByteText): undefined {
  const directory = enterFolder(tree, folder);
  const link = directory.links.get(name);
  if (link?.layer !== tree.layer) removeLink(tree, { directory, name });
  else if (link.kind === 'directory') makeOpaque(tree, tree.directories.open(link.inode));
}

function put(tree: Tree, entry: TarEntry): ContentWriter | undefined {
  if (entry.path === '') {
    updateDirectory(tree.files, rootInode, entry);
    return undefined;
  }
  const { folder, name } = splitPath(entry.path);
  assertName(name, entry.path);
  const place = { directory: enterFolder(tree, folder), name };
  if (isKept(place) && entry.type !== 'directory')
    throw notPossible(
      entry.path,
      'every ext4 file system has a folder of this name.',
      'Give it another name.',
    );
  switch (entry.type) {
    case 'directory':
      return putDirectory(tree, place, entry);
    case 'hardlink':
      return putHardLink(tree, place, entry);
    default:
      return putNode(tree, place, { entry, kind: entry.type });
  }
}

function putDirectory(tree: Tree, place: Place, entry: TarEntry): undefined {
  const link = place.directory.links.get(place.name);
  if (link?.kind !== 'directory') {
    removeLink(tree, place);
    makeDirectory(tree, place, entry);
    return;
  }
  setName(tree, place, { ...link, layer: tree.layer });
  updateDirectory(tree.files, link.inode, entry);
}

interface NewNode {
  readonly entry: TarEntry;
  readonly kind: Exclude<Kind, 'directory'>;
}

function putNode(tree: Tree, place: Place, { entry, kind }: NewNode): ContentWriter | undefined {
  const { files, layer } = tree;
  const replaced = takeReplaced(tree, place);
  const node = startNode(files, entry, { kind, replaced });
  setName(tree, place, { inode: node.number, kind, layer });
  if (kind === 'file') return tree.contents.open(node, entry);
  if (kind === 'symlink') finishSymlink(files, node, entry);
  else finishSpecial(files, node.number, entry);
  return undefined;
}

/** The inode that may be used again, so that a file that is written again stays where it was. */
function takeReplaced(tree: Tree, place: Place): number | undefined {
  const link = place.directory.links.get(place.name);
  if (link === undefined) return undefined;
  const own = link.kind !== 'directory' && getLinks(tree.files.inodes.read(link.inode)) === 1;
  if (own) return link.inode;
  removeLink(tree, place);
  return undefined;
}

/** More names than this no file has (Linux, fs/ext4/ext4.h, EXT4_LINK_MAX). */
const mostNames = 65_000;

function putHardLink(tree: Tree, place: Place, entry: TarEntry): undefined {
  const { files, layer } = tree;
  const before = place.directory.links.get(place.name);
  if (before !== undefined && before.inode === findTarget(tree, entry).inode) {
    setName(tree, place, { ...before, layer });
    return;
  }
  removeLink(tree, place);
  const target = findTarget(tree, entry);
  const names = getLinks(files.inodes.read(target.inode)) + 1;
  if (names > mostNames)
    throw notPossible(
      entry.path,
      `its file would have more than ${mostNames} names.`,
      'Make it a copy or a symlink in the step that makes it.',
    );
  setLinks(files.inodes.change(target.inode), names);
  setName(tree, place, { ...target, layer });
}

function findTarget(tree: Tree, entry: TarEntry): Link {
  const target = findLink(tree, entry.link);
  if (target !== undefined && target.kind !== 'directory') return target;
  throw notPossible(
    entry.path,
    `it is a hard link to /${showByteText(entry.link)}, which is no file of this layer or of one below.`,
    'Make the layer or the archive again.',
  );
}
