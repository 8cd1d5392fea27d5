import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { decompress } from '../tar/compression';
import type { TarEntry } from '../tar/entry';
import { readTar } from '../tar/read';

type Bytes = AsyncIterable<Uint8Array>;

/** Files by name, in a folder or out of an archive. */
export interface ImageFiles {
  has(name: string): boolean;
  read(name: string): Bytes;
  readText(name: string): Promise<string>;
}

/** Files below a folder. */
export async function openFolder(directory: string): Promise<ImageFiles> {
  const names = new Set(await readdir(directory, { recursive: true }));
  return makeFiles((name) => (names.has(name) ? join(directory, name) : undefined));
}

/** Files of a tar archive, unpacked flat into a scratch folder, so that no name in it can lead anywhere. */
export async function openArchive(
  path: string,
  { scratch, searchPath }: { readonly scratch: string; readonly searchPath: string },
): Promise<ImageFiles> {
  const places = new Map<string, string>();
  const links = new Map<string, string>();
  let file: WriteStream | undefined;
  for await (const item of readTar(decompress(createReadStream(path), searchPath))) {
    if (item.kind === 'data') {
      if (file?.write(item.bytes) === false) await once(file, 'drain');
      continue;
    }
    await close(file);
    file = undefined;
    const link = getLink(item.entry);
    if (link !== undefined) links.set(item.entry.path, link);
    if (item.entry.type !== 'file') continue;
    const place = join(scratch, String(places.size));
    places.set(item.entry.path, place);
    file = createWriteStream(place);
  }
  await close(file);
  return makeFiles((name) => places.get(name) ?? places.get(links.get(name) ?? ''));
}

/** Old versions of Docker link layers that are there twice. */
function getLink({ type, path, link }: TarEntry): string | undefined {
  if (type === 'hardlink') return link;
  return type === 'symlink' ? posix.join(posix.dirname(path), link) : undefined;
}

async function close(file: WriteStream | undefined): Promise<void> {
  if (file === undefined) return;
  file.end();
  await once(file, 'close');
}

function makeFiles(find: (name: string) => string | undefined): ImageFiles {
  const read = (name: string): Bytes => {
    const path = find(name);
    if (path === undefined) throw new Error(`${name} was not looked for before it was read`);
    return createReadStream(path, { highWaterMark: 2 ** 18 });
  };
  return {
    has: (name) => find(name) !== undefined,
    read,
    readText: async (name) => (await buffer(read(name))).toString(),
  };
}

/** Whether something is a folder; undefined when there is nothing. */
export async function isFolder(path: string): Promise<boolean | undefined> {
  return (await stat(path).catch(() => undefined))?.isDirectory();
}
