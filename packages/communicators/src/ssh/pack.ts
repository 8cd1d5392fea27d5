import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getPadding, getTarHeader, tarEnd } from './tar-header';
import type { TreeEntry } from './tree-entry';

/** Up to this size, a file is read at once and without waiting, which costs more than reading. */
const SMALL = 1 << 20;
/** Pieces are sent together up to this size, so that a small file is not a packet of its own. */
const PIECE = 256 * 1024;

/** The bytes of a tar of a folder of this machine, in pieces of about 256 KiB. */
export async function* packTree(
  root: string,
  entries: Iterable<TreeEntry> | AsyncIterable<TreeEntry>,
): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  const take = (): Buffer => {
    const piece = Buffer.concat(waiting, length);
    waiting = [];
    length = 0;
    return piece;
  };
  for await (const entry of entries) {
    if (entry.kind === 'file' && entry.size > SMALL) {
      yield take();
      yield* packLargeFile(root, entry);
      continue;
    }
    for (const bytes of packSmall(root, entry)) {
      waiting.push(bytes);
      length += bytes.length;
    }
    if (length >= PIECE) yield take();
  }
  yield take();
  yield tarEnd;
}

function packSmall(root: string, entry: TreeEntry): readonly Buffer[] {
  if (entry.kind !== 'file') return [getTarHeader(entry)];
  // The size that counts is that of what was read.
  const content = readFileSync(join(root, entry.path));
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
