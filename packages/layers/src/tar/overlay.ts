import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { sourceDateEpoch } from '../source-date-epoch';
import { readDevice, writeDevice } from './device';
import { type ByteText, makeEntry, showByteText, type TarEntry, type TarItem } from './entry';
import { assertInside, normalizeEntry } from './normalize';

/**
 * A layer has two forms. On disk it is the upper folder of an overlay mount: a removed file is a character device 0/0,
 * a folder that hides all below it has the attribute `user.overlay.opaque`. As a tar it is what OCI images hold: empty
 * files `.wh.<name>` and `.wh..wh..opq`. This file turns streams of one into streams of the other.
 *
 * Sources: Linux, Documentation/filesystems/overlayfs.rst; OCI image specification, layer.md.
 */
const whiteoutPrefix = '.wh.';
const opaqueMark = '.wh..wh..opq';
const opaqueXattr = 'user.overlay.opaque';

/** Attributes by which overlayfs says that the content of a file or folder is elsewhere. */
const outsideXattrs = ['user.overlay.redirect', 'user.overlay.metacopy'];

/** Upper folder, as GNU tar reads it, to the tar of a layer. Times later than `latest` become `latest`. */
export async function* toLayerTar(items: AsyncIterable<TarItem>, latest: number): AsyncGenerator<TarItem> {
  for await (const item of items) {
    if (item.kind === 'data') yield item;
    else for (const entry of getLayerEntries(item.entry, latest)) yield { kind: 'entry', entry };
  }
}

function getLayerEntries(entry: TarEntry, latest: number): readonly TarEntry[] {
  const { folder, name } = splitPath(entry.path);
  if (isWhiteout(entry)) return [makeMark(join(folder, whiteoutPrefix + name))];
  assertSelfContained(entry);
  if (name.startsWith(whiteoutPrefix)) throw reservedName(entry.path);
  const kept = normalizeEntry(readDevice(entry), latest);
  const opaque = entry.type === 'directory' && entry.xattrs.get(opaqueXattr) === 'y';
  return opaque ? [kept, makeMark(join(entry.path, opaqueMark))] : [kept];
}

function isWhiteout(entry: TarEntry): boolean {
  return entry.type === 'character' && entry.major === 0 && entry.minor === 0;
}

/** A mark has no time of its own: overlayfs makes one when the file is removed. */
function makeMark(path: ByteText): TarEntry {
  return makeEntry({ type: 'file', path, mode: 0, mtime: sourceDateEpoch });
}

/** How the tree that is unpacked may be made. */
export interface UnpackOptions {
  /** False writes devices as marked empty files, which is all an ordinary user can make. */
  readonly devices: boolean;
}

/**
 * The tar of a layer, ours or a foreign one, to what GNU tar unpacks into an upper folder. Marks may stand anywhere in
 * a foreign archive, also before or after what they are about.
 */
export async function* toOverlayTree(
  items: AsyncIterable<TarItem>,
  options: UnpackOptions,
): AsyncGenerator<TarItem> {
  const tree: Tree = { seen: new Map(), removed: new Set() };
  let skipped = false;
  for await (const item of items) {
    if (item.kind === 'data') {
      if (!skipped) yield item;
      continue;
    }
    assertInside(item.entry);
    const entry = getOverlayEntry(item.entry, tree);
    skipped = entry === undefined || entry.size === 0;
    if (entry !== undefined) yield { kind: 'entry', entry: options.devices ? entry : writeDevice(entry) };
  }
}

/** What was met so far. Only folders need their entries: they are written again when they turn out opaque. */
interface Tree {
  readonly seen: Map<ByteText, TarEntry | undefined>;
  readonly removed: Set<ByteText>;
}

function getOverlayEntry(entry: TarEntry, tree: Tree): TarEntry | undefined {
  const { folder, name } = splitPath(entry.path);
  if (name === opaqueMark) return makeOpaque(folder, tree);
  if (name.startsWith(whiteoutPrefix))
    return makeRemoval(join(folder, name.slice(whiteoutPrefix.length)), tree);
  const kept = normalizeEntry(entry, Number.POSITIVE_INFINITY);
  const opaque = entry.type === 'directory' && (tree.removed.has(entry.path) || isOpaque(tree, entry.path));
  const written = opaque ? addOpaque(kept) : kept;
  tree.seen.set(entry.path, written.type === 'directory' ? written : undefined);
  return written;
}

function isOpaque(tree: Tree, path: ByteText): boolean {
  return tree.seen.get(path)?.xattrs.has(opaqueXattr) === true;
}

function makeOpaque(path: ByteText, tree: Tree): TarEntry {
  const opaque = addOpaque(tree.seen.get(path) ?? makeEntry({ type: 'directory', path }));
  tree.seen.set(path, opaque);
  return opaque;
}

/** A removal is about the layers below: what this layer itself puts at the same place stays. */
function makeRemoval(path: ByteText, tree: Tree): TarEntry | undefined {
  tree.removed.add(path);
  if (!tree.seen.has(path)) return makeEntry({ type: 'character', path, mode: 0 });
  return tree.seen.get(path) === undefined ? undefined : makeOpaque(path, tree);
}

function addOpaque(entry: TarEntry): TarEntry {
  return { ...entry, xattrs: new Map([...entry.xattrs, [opaqueXattr, 'y']]) };
}

function splitPath(path: ByteText): { readonly folder: ByteText; readonly name: ByteText } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}

function join(folder: ByteText, name: ByteText): ByteText {
  return folder === '' ? name : `${folder}/${name}`;
}

function assertSelfContained(entry: TarEntry): void {
  const xattr = outsideXattrs.find((name) => entry.xattrs.has(name));
  if (xattr === undefined) return;
  throw new Failure(
    problem('LAY012', {
      detail: `${showByteText(entry.path)} has the attribute ${xattr}: its content is in a layer below.`,
      hint: 'Mount overlays with redirect_dir=off,metacopy=off.',
    }),
  );
}

function reservedName(path: ByteText): Failure {
  return new Failure(
    problem('LAY021', {
      detail: `${showByteText(path)}: names that begin with ${whiteoutPrefix} mean removed files in images and cannot be stored.`,
      hint: 'Remove or rename the file in the step that makes it.',
    }),
  );
}
