import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { decompress } from '../../tar/compression';
import type { IndexContext } from '../index/fetch-index';
import { parsePackages } from '../index/packages';
import { formatPool, openPool, type Pool, type PoolFile } from '../index/pool';

/**
 * Indexes of archives that nobody has locked (of a foreign image, of a vendor), as apt fetched them by hash in this
 * session. They tell the digests of the archives' packages, and what has a digest can be kept.
 */
export interface LearnedIndexes {
  /** Takes note of an address that apt asked for, if it is that of an index. */
  note(url: URL): void;
  /** What an index says of the file at an address. */
  find(url: URL): Promise<PoolFile | undefined>;
}

const indexAddress = /^(.+)\/dists\/.+\/binary-[^/]+\/by-hash\/SHA256\/([0-9a-f]{64})$/;

/** Knows nothing at first. */
export function createLearnedIndexes(context: IndexContext): LearnedIndexes {
  const pools = new Map<string, { readonly uri: string; open?: Promise<Pool | undefined> }>();
  return {
    note(url) {
      const [, uri, digest] = indexAddress.exec(url.href) ?? [];
      if (uri !== undefined && digest !== undefined && !pools.has(digest)) pools.set(digest, { uri });
    },
    async find(url) {
      for (const [digest, entry] of pools) {
        if (!url.href.startsWith(`${entry.uri}/`)) continue;
        entry.open ??= readPool(context, digest);
        const path = decodeURIComponent(url.href.slice(entry.uri.length + 1));
        const file = (await entry.open)?.find(path);
        if (file) return file;
      }
      return undefined;
    },
  };
}

/** Files of an index that is in the cache; undefined when it cannot be read, for then apt will say so. */
async function readPool(context: IndexContext, digest: string): Promise<Pool | undefined> {
  const target = join(context.downloads.directory, 'apt', 'pools', digest);
  try {
    if (!(await stat(target).catch(() => undefined))) await writePool(context, digest, target);
    return openPool(await readFile(target));
  } catch {
    return undefined;
  }
}

async function writePool(
  { downloads, searchPath }: IndexContext,
  digest: string,
  target: string,
): Promise<void> {
  const packed = await downloads.find(digest);
  if (packed === undefined) return;
  const text = await buffer(decompress(createReadStream(packed), searchPath));
  const temporary = await downloads.temporary('pool');
  await writeFile(temporary, formatPool(parsePackages(text.toString('latin1'))));
  await mkdir(dirname(target), { recursive: true });
  await rename(temporary, target);
}
