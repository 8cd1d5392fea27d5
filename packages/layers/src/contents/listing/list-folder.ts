import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { TarType } from '../../tar';
import { explainUnreadable } from '../folder-contents';
import type { Wants } from '../layer-contents';
import type { ListedLayer } from './list-layer';
import type { ListedEntry } from './listing';

/** Bits of a mode that are permissions. */
const permissions = 0o7777;

/** A plain folder as the one layer of an image. Extended attributes cannot be seen here. */
export async function listFolder(directory: string, wants: Wants): Promise<ListedLayer> {
  const entries: ListedEntry[] = [];
  const contents = new Map<string, Buffer>();
  const listBelow = async (prefix: string): Promise<void> => {
    const names = await readdir(join(directory, prefix));
    for (const name of names.sort()) {
      const path = prefix + name;
      const place = join(directory, path);
      const found = await lstat(place);
      const type = getType(found);
      if (type === undefined) continue;
      entries.push(await makeListed({ path, place, type }, found));
      if (type === 'file' && wants(path)) contents.set(path, await readFile(place));
      if (type === 'directory') await listBelow(`${path}/`);
    }
  };
  await listBelow('').catch((error: unknown) => {
    throw explainUnreadable(error, directory);
  });
  return { listing: { removed: [], opaque: [], entries }, contents };
}

/** Undefined for sockets, which no archive holds. */
function getType(found: Stats): TarType | undefined {
  if (found.isFile()) return 'file';
  if (found.isDirectory()) return 'directory';
  if (found.isSymbolicLink()) return 'symlink';
  if (found.isCharacterDevice()) return 'character';
  if (found.isBlockDevice()) return 'block';
  return found.isFIFO() ? 'fifo' : undefined;
}

interface Found {
  readonly path: string;
  readonly place: string;
  readonly type: TarType;
}

async function makeListed({ path, place, type }: Found, found: Stats): Promise<ListedEntry> {
  const common = { path, type, mode: found.mode & permissions, uid: found.uid, gid: found.gid };
  if (type === 'symlink') return { ...common, size: 0, target: await readlink(place) };
  if (type !== 'file') return { ...common, size: 0 };
  const hash = createHash('sha256');
  await pipeline(createReadStream(place), hash);
  return { ...common, size: found.size, digest: hash.digest('hex') };
}
