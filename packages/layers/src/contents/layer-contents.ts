import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { showByteText, type TarEntry, type TarStream } from '../tar';
import type { Node } from './file-tree';

/** What one layer says: what it takes away from those below, and what it has itself, in the order of its archive. */
export interface LayerContents {
  readonly removed: readonly string[];
  /** Folders of which nothing below is seen. */
  readonly opaque: readonly string[];
  readonly entries: readonly LayerEntry[];
}

export interface LayerEntry {
  readonly path: string;
  readonly node: Node | { readonly kind: 'hardlink'; readonly target: string };
}

/** Whether a file's content is to be kept. */
export type Wants = (path: string) => boolean;

const whiteoutPrefix = '.wh.';
const opaqueMark = '.wh..wh..opq';
/** Larger than any data base of packages; everything wanted is held in memory. */
const contentLimit = 512 * 2 ** 20;

/**
 * Reads the archive of a layer in one pass, and keeps names of everything and the content of what is wanted.
 * A wanted name may be a hard link to one that is not: then the archive is read a second time.
 *
 * @param open begins to read the archive; called again for the second time
 */
export async function readLayerContents(open: () => TarStream, wants: Wants): Promise<LayerContents> {
  const contents = await readOnce(open(), wants);
  const linked = findLinkedNames(contents, wants);
  if (linked.size === 0) return contents;
  return readOnce(open(), (path) => linked.has(path) || wants(path));
}

function findLinkedNames({ entries }: LayerContents, wants: Wants): ReadonlySet<string> {
  const targets = entries.flatMap(({ path, node }) =>
    node.kind === 'hardlink' && wants(path) && !wants(node.target) ? [node.target] : [],
  );
  return new Set(targets);
}

async function readOnce(items: TarStream, wants: Wants): Promise<LayerContents> {
  const removed: string[] = [];
  const opaque: string[] = [];
  const entries: LayerEntry[] = [];
  let content: Filling | undefined;
  for await (const item of items) {
    if (item.kind === 'data') {
      content?.add(item.bytes);
      continue;
    }
    content = undefined;
    const path = toText(item.entry.path);
    const mark = findMark(path);
    if (mark !== undefined) (mark.kind === 'opaque' ? opaque : removed).push(mark.path);
    else if (item.entry.type === 'file' && wants(path)) {
      content = startFilling(item.entry);
      entries.push({ path, node: { kind: 'file', content: content.bytes } });
    } else entries.push({ path, node: makeNode(item.entry) });
  }
  return { removed, opaque, entries };
}

/** What the name of a member says of the layers below, when it is no name of a file. */
export function findMark(
  path: string,
): { readonly kind: 'opaque' | 'removed'; readonly path: string } | undefined {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const folder = path.slice(0, slash + 1);
  if (name === opaqueMark) return { kind: 'opaque', path: folder };
  if (!name.startsWith(whiteoutPrefix)) return undefined;
  return { kind: 'removed', path: folder + name.slice(whiteoutPrefix.length) };
}

function makeNode({ type, link }: TarEntry): LayerEntry['node'] {
  switch (type) {
    case 'file':
      return { kind: 'file' };
    case 'directory':
      return { kind: 'folder', entries: new Map() };
    case 'symlink':
      return { kind: 'link', target: toText(link) };
    case 'hardlink':
      return { kind: 'hardlink', target: toText(link) };
    default:
      return { kind: 'other' };
  }
}

/** A file's bytes while they come. */
export interface Filling {
  readonly bytes: Buffer;
  add(piece: Buffer): void;
}

/** @throws Failure for a file that is too large to be looked into, or sparse */
export function startFilling({ path, size, extra }: TarEntry): Filling {
  if (size > contentLimit) throw tooLarge(path, size);
  // Its bytes in the archive are not those of the file.
  if (extra.size > 0) throw isSparse(path);
  const bytes = Buffer.alloc(size);
  let at = 0;
  return {
    bytes,
    add: (piece) => {
      at += piece.copy(bytes, at);
    },
  };
}

function tooLarge(path: string, size: number): Failure {
  return new Failure(
    problem('LAY042', {
      detail: `${showByteText(path)} has ${size} bytes; files that are looked into may have ${contentLimit}.`,
      hint: 'Remove the file from the image when it is none of the package data that its name says.',
    }),
  );
}

function isSparse(path: string): Failure {
  return new Failure(
    problem('LAY021', {
      detail: `${showByteText(path)} is a sparse file, which cannot be looked into.`,
      hint: 'Make the archive again with `tar --format=posix`, without --sparse.',
    }),
  );
}

const beyondAscii = /[\x80-\xff]/;

/** Names are bytes held as text; what is UTF-8 becomes what it says. */
export function toText(bytes: string): string {
  return beyondAscii.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}
