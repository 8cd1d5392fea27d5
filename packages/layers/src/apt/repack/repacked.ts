import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { discard, getMark } from '../../downloads/blobs';
import type { Downloads } from '../../downloads/downloads';
import type { IndexContext } from '../index/fetch-index';
import { repackPackage } from './repack';
import { createTurns } from './turns';

/** A package file with the same content as another, but quick to unpack. */
export interface RepackedFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/**
 * Quick forms of packages that are in the download cache. dpkg spends most of its time on undoing xz, on one core, and
 * for a base even twice; here it is done once for each package, on all cores, and kept.
 */
export interface Repacked {
  /** Made when first asked for. Undefined for what has none: then the file itself has to do. Never rejects. */
  get(sha256: string, signal: AbortSignal): Promise<RepackedFile | undefined>;
}

export function openRepacked({ downloads, searchPath }: IndexContext): Repacked {
  const inTurn = createTurns(availableParallelism());
  const running = new Map<string, Promise<RepackedFile | undefined>>();
  const find = async (sha256: string, signal: AbortSignal): Promise<RepackedFile | undefined> => {
    const note = await readNote(downloads, sha256);
    if (note === asItIs) return undefined;
    const known = note === undefined ? undefined : await describe(downloads, note);
    return known ?? inTurn(() => make({ downloads, searchPath }, sha256, signal));
  };
  return {
    get(sha256, signal) {
      const known = running.get(sha256);
      if (known) return known;
      const finding = find(sha256, signal)
        // A package that is no such archive, a full disk: all that is lost is time.
        .catch(() => undefined)
        .finally(() => running.delete(sha256));
      running.set(sha256, finding);
      return finding;
    },
  };
}

/** Beside each package a note says the digest of its quick form, or that there is nothing to gain. */
const asItIs = 'as it is';

async function readNote(downloads: Downloads, sha256: string): Promise<string | undefined> {
  const text = await readFile(getNotePath(downloads, sha256), 'latin1').catch(() => undefined);
  return text?.trim();
}

async function writeNote(downloads: Downloads, sha256: string, note: string): Promise<void> {
  const target = getNotePath(downloads, sha256);
  const temporary = await downloads.temporary('note');
  await writeFile(temporary, `${note}\n`);
  await mkdir(join(target, '..'), { recursive: true });
  await rename(temporary, target);
}

function getNotePath(downloads: Downloads, sha256: string): string {
  return join(downloads.directory, 'apt', 'repacked', sha256);
}

async function describe(downloads: Downloads, sha256: string): Promise<RepackedFile | undefined> {
  const path = await downloads.find(sha256);
  return path === undefined ? undefined : { path, sha256, size: (await stat(path)).size };
}

async function make(
  { downloads, searchPath }: IndexContext,
  sha256: string,
  signal: AbortSignal,
): Promise<RepackedFile | undefined> {
  signal.throwIfAborted();
  const from = await downloads.find(sha256);
  if (from === undefined) return undefined;
  const temporary = await downloads.temporary(`repacked-${getMark()}`);
  try {
    const better = await repackPackage({ searchPath, signal }, from, temporary);
    const digest = better ? await digestFile(temporary) : asItIs;
    if (better) await downloads.adopt(temporary, digest);
    await writeNote(downloads, sha256, digest);
    return better ? await describe(downloads, digest) : undefined;
  } finally {
    await discard(temporary);
  }
}

async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
}
