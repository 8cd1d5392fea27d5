import { setMaxListeners } from 'node:events';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getMark, openBlobs } from './blobs';
import { startTransfer, type Transfer, type Watcher } from './transfer';
import type { Transport } from './transport';
import type { Wanted } from './wanted';

/** A cache of files by digest, shared by all builds of a user, in this process and in others. */
export interface Downloads {
  /** Absolute folder of the cache. */
  readonly directory: string;
  readonly transport: Transport;
  /** Path of a file that is here. */
  find(sha256: string): Promise<string | undefined>;
  /** The running download of a file, or a new one; many wishes for one file are one download. */
  transfer(wanted: Wanted): Transfer;
  /** Path of the file, downloaded unless it is here. Fails with a diagnostic. Only of a download is the watcher told. */
  fetch(wanted: Wanted, watcher?: Watcher): Promise<string>;
  /** Moves a file that was made beside the cache in, by its digest. */
  adopt(path: string, sha256: string): Promise<string>;
  /** A new path on the cache's file system for something in the making; removed some day if it stays behind. */
  temporary(label: string): Promise<string>;
  /** Breaks off what is under way; what has come stays for the next time. */
  close(): Promise<void>;
}

/** Opens the cache in `directory`, made when first written to. */
export function openDownloads(directory: string, transport: Transport): Downloads {
  const blobs = openBlobs(directory);
  const ending = new AbortController();
  // Every transfer listens; Node takes more than ten for a leak.
  setMaxListeners(0, ending.signal);
  const running = new Map<string, Transfer>();
  const recovered = recoverParts(join(directory, 'partial'));

  const transfer = (wanted: Wanted): Transfer => {
    const known = running.get(wanted.sha256);
    if (known) return known;
    const started = startTransfer(wanted, { blobs, transport, signal: ending.signal });
    running.set(wanted.sha256, started);
    const forget = () => running.delete(wanted.sha256);
    started.done.then(forget, forget);
    return started;
  };

  return {
    directory,
    transport,
    find: (sha256) => blobs.find(sha256),
    transfer,
    async fetch(wanted, watcher) {
      await recovered;
      const found = await blobs.find(wanted.sha256);
      if (found !== undefined) return found;
      const started = transfer(wanted);
      if (watcher) started.watch(watcher);
      return started.done;
    },
    adopt: (path, sha256) => blobs.adopt(path, sha256),
    temporary: (label) => blobs.temporary(`${label}.${getMark()}`),
    async close() {
      ending.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
}

/**
 * Looks after what killed processes left: parts of downloads are given back, so that the next transfer continues them,
 * everything else is removed.
 */
async function recoverParts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, label, pid] = /^(.+)\.(\d+)\.\d+$/.exec(name) ?? [];
    if (label === undefined || isAlive(Number(pid))) continue;
    const path = join(folder, name);
    if (isDigest(label)) await rename(path, join(folder, label)).catch(() => undefined);
    else await rm(path, { recursive: true, force: true });
  }
}

function isDigest(label: string): boolean {
  return /^[0-9a-f]{64}$/.test(label);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
