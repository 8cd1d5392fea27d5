import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getPadding, getTarHeader, tarEnd } from './tar-header';
import type { TreeEntry } from './tree-entry';

/** Up to this size, a file is read at once: opening a stream costs more than reading. */
const SMALL = 1 << 20;
/** How many small files are read ahead of what is sent. */
const AHEAD = 32;
/** Pieces are sent together up to this size, so that a small file is not a packet of its own. */
const PIECE = 256 * 1024;

/** The bytes of a tar of a folder of this machine, in pieces of about 256 KiB. */
export async function* packTree(root: string, entries: AsyncIterable<TreeEntry>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const bytes of packEntries(root, entries)) {
    waiting.push(bytes);
    length += bytes.length;
    if (length < PIECE) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  yield Buffer.concat([...waiting, tarEnd]);
}

type Packed = AsyncIterable<Buffer> | Promise<readonly Buffer[]>;

async function* packEntries(root: string, entries: AsyncIterable<TreeEntry>): AsyncGenerator<Buffer> {
  const ahead: Packed[] = [];
  for await (const entry of entries) {
    ahead.push(packEntry(root, entry));
    if (ahead.length >= AHEAD) yield* unwrap(ahead.shift() as Packed);
  }
  for (const packed of ahead) yield* unwrap(packed);
}

async function* unwrap(packed: Packed): AsyncGenerator<Buffer> {
  if (packed instanceof Promise) yield* await packed;
  else yield* packed;
}

function packEntry(root: string, entry: TreeEntry): Packed {
  if (entry.kind === 'file' && entry.size > SMALL) return packLargeFile(root, entry);
  const packed = packSmall(root, entry);
  // It is awaited when its turn comes.
  packed.catch(() => {});
  return packed;
}

async function packSmall(root: string, entry: TreeEntry): Promise<readonly Buffer[]> {
  if (entry.kind !== 'file') return [getTarHeader(entry)];
  // The size that counts is that of what was read.
  const content = await readFile(join(root, entry.path));
  return [getTarHeader({ ...entry, size: content.length }), content, getPadding(content.length)];
}

async function* packLargeFile(
  root: string,
  entry: TreeEntry & { readonly kind: 'file' },
): AsyncGenerator<Buffer> {
  yield getTarHeader(entry);
  let rest = entry.size;
  const stream = createReadStream(join(root, entry.path), { end: entry.size - 1, highWaterMark: PIECE });
  for await (const bytes of stream) {
    rest -= (bytes as Buffer).length;
    yield bytes as Buffer;
  }
  if (rest > 0) throw new Error(`${entry.path} became shorter while it was read`);
  yield getPadding(entry.size);
}
