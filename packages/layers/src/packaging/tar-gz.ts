import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sourceDateEpoch } from '../source-date-epoch';
import { makeEntry, type TarItem, toByteText } from '../tar/entry';
import { writeTar } from '../tar/write';

/** A member of a package: a folder, a link, a file on this machine, or a text. */
export type PackedEntry = { readonly path: string } & (
  | { readonly kind: 'folder' }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'file'; readonly source: string; readonly size: number; readonly mode: number }
  | { readonly kind: 'text'; readonly text: string; readonly mode: number }
);

/** What an archive holds, whatever it was compressed by. */
export interface PackedArchive {
  /** Of the bytes before compression, in hex: another zlib packs them otherwise. */
  readonly contentDigest: string;
}

/** Smaller ones take three times as long, and packages are packed already. */
const COMPRESSION = 6;

/**
 * Writes a gzip-compressed tar whose bytes depend on its members alone: root owns all, all have the time that layers
 * have, and they stand in the order in which they are given.
 */
export async function writeTarGz(
  path: string,
  entries: readonly PackedEntry[],
  signal: AbortSignal,
): Promise<PackedArchive> {
  const hash = createHash('sha256');
  const watch = async function* (bytes: AsyncIterable<Buffer>) {
    for await (const data of bytes) {
      hash.update(data);
      yield data;
    }
  };
  await pipeline(
    writeTar(makeItems(entries)),
    watch,
    createGzip({ level: COMPRESSION }),
    createWriteStream(path, { mode: 0o644 }),
    { signal },
  );
  return { contentDigest: hash.digest('hex') };
}

async function* makeItems(entries: readonly PackedEntry[]): AsyncGenerator<TarItem> {
  for (const entry of entries) {
    const common = { path: toByteText(entry.path), mtime: sourceDateEpoch };
    if (entry.kind === 'folder')
      yield { kind: 'entry', entry: makeEntry({ ...common, type: 'directory', mode: 0o755 }) };
    else if (entry.kind === 'link')
      yield {
        kind: 'entry',
        entry: makeEntry({ ...common, type: 'symlink', mode: 0o777, link: toByteText(entry.target) }),
      };
    else yield* makeFile(common, entry);
  }
}

async function* makeFile(
  common: { readonly path: string; readonly mtime: number },
  entry: Extract<PackedEntry, { kind: 'file' | 'text' }>,
): AsyncGenerator<TarItem> {
  const text = entry.kind === 'text' ? Buffer.from(entry.text) : undefined;
  const size = entry.kind === 'file' ? entry.size : (text?.length ?? 0);
  yield { kind: 'entry', entry: makeEntry({ ...common, type: 'file', mode: entry.mode, size }) };
  if (text) yield { kind: 'data', bytes: text };
  else if (entry.kind === 'file')
    for await (const bytes of createReadStream(entry.source)) yield { kind: 'data', bytes };
}
