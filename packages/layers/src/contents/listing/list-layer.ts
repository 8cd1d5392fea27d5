import { createHash, type Hash } from 'node:crypto';
import type { TarEntry, TarStream } from '../../tar';
import { type Filling, findMark, startFilling, toText, type Wants } from '../layer-contents';
import type { LayerListing, ListedEntry } from './listing';

/** A layer that was read once: what it lists, and what those of its files hold that were wanted. */
export interface ListedLayer {
  readonly listing: LayerListing;
  readonly contents: ReadonlyMap<string, Buffer>;
}

/** Lists the archive of a layer in one pass, in memory for names and what is wanted alone. */
export async function listLayer(items: TarStream, wants: Wants): Promise<ListedLayer> {
  const removed: string[] = [];
  const opaque: string[] = [];
  const entries: ListedEntry[] = [];
  const contents = new Map<string, Buffer>();
  let open: OpenFile | undefined;
  const close = () => {
    if (open) entries.push({ ...open.entry, digest: open.hash.digest('hex') });
    open = undefined;
  };
  for await (const item of items) {
    if (item.kind === 'data') {
      open?.hash.update(item.bytes);
      open?.filling?.add(item.bytes);
      continue;
    }
    close();
    const path = toText(item.entry.path);
    const mark = findMark(path);
    if (mark !== undefined) (mark.kind === 'opaque' ? opaque : removed).push(mark.path);
    else if (item.entry.type === 'file') {
      const filling = wants(path) ? startFilling(item.entry) : undefined;
      if (filling) contents.set(path, filling.bytes);
      open = { entry: makeListed(item.entry, path), hash: createHash('sha256'), filling };
    } else entries.push(makeListed(item.entry, path));
  }
  close();
  return { listing: { removed, opaque, entries }, contents };
}

interface OpenFile {
  readonly entry: ListedEntry;
  readonly hash: Hash;
  readonly filling: Filling | undefined;
}

function makeListed(entry: TarEntry, path: string): ListedEntry {
  const { type, mode, uid, gid, size, xattrs } = entry;
  const target = getTarget(entry);
  const names = [...xattrs.keys()].sort();
  return {
    ...{ path, type, mode, uid, gid, size },
    ...(target !== undefined && { target }),
    ...(names.length > 0 && {
      attributes: Object.fromEntries(names.map((name) => [toText(name), toBase64(xattrs.get(name) ?? '')])),
    }),
  };
}

function getTarget({ type, link, major, minor }: TarEntry): string | undefined {
  if (type === 'symlink' || type === 'hardlink') return toText(link);
  return type === 'character' || type === 'block' ? `${major}:${minor}` : undefined;
}

function toBase64(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('base64');
}
