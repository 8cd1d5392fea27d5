import { link, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { StoreContext } from './context';
import { copySparse } from './copy-sparse';
import { getTemporaryPath } from './json-file';
import { getFileName } from './layout';
import { getBoot } from './owner';

/** A disk that was made of layers and is kept, so that the next one can begin from it. */
export interface KeptDisk {
  readonly path: string;
  /** Of this machine's disk that it takes; it has many holes. */
  readonly bytes: number;
  /** Milliseconds since the epoch; 0 for one that nobody can use any more. */
  readonly used: number;
}

/** As many as a family of images needs while one of them is worked on; each is as large as what the image holds. */
const mostDisks = 8;

const extension = '.raw';

/**
 * Its name has the boot in which it was written: nothing forces it to the platter, which would take as long as making
 * it, so what is there after a crash might have holes where there were none.
 */
function getDiskPath({ layout }: StoreContext, key: string): string {
  return join(layout.disks, `${getFileName(key)}-${getBoot()}${extension}`);
}

/** True when a disk is kept under a key. */
export async function hasDisk(store: StoreContext, key: string): Promise<boolean> {
  return (await stat(getDiskPath(store, key)).catch(() => undefined)) !== undefined;
}

/** Copies a kept disk to a place of the caller's; false when there is none, or none any more. */
export async function takeDisk(
  store: StoreContext,
  key: string,
  to: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = getDiskPath(store, key);
  // By a second name, under which it stays when `collect` takes the first one away meanwhile; a new name also gives
  // its inode the time of now.
  const own = getTemporaryPath(store, 'disk');
  try {
    await link(path, own);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  try {
    await copySparse(store, own, to, signal);
    return true;
  } finally {
    await rm(own, { force: true });
  }
}

/** A copy of a disk that is written along with it, to be kept when both are whole. */
export interface DiskDraft extends AsyncDisposable {
  readonly path: string;
  /** It could not be written, and will not be kept: a disk is made again in seconds. */
  onFailure(): void;
  /** Keeps it under a key. */
  keep(key: string): Promise<void>;
}

/** Begins a copy of a disk, best while there is little on it. Undefined where that is not possible. */
export async function draftDisk(
  store: StoreContext,
  from: string,
  signal?: AbortSignal,
): Promise<DiskDraft | undefined> {
  const path = getTemporaryPath(store, 'disk');
  const remove = () => rm(path, { force: true });
  try {
    await copySparse(store, from, path, signal);
  } catch (error) {
    await remove();
    if (!(error instanceof Failure)) throw error;
    return undefined;
  }
  let isWhole = true;
  return {
    path,
    onFailure: () => {
      isWhole = false;
    },
    keep: async (key) => {
      if (!isWhole) return;
      await rename(path, getDiskPath(store, key));
      const disks = (await listDisks(store)).toSorted((a, b) => b.used - a.used);
      await removeDisks(disks.slice(mostDisks));
    },
    [Symbol.asyncDispose]: remove,
  };
}

export async function listDisks({ layout }: StoreContext): Promise<readonly KeptDisk[]> {
  const names = await readdir(layout.disks);
  const disks = names.filter((name) => name.endsWith(extension)).map((name) => readDisk(layout.disks, name));
  return (await Promise.all(disks)).filter((disk) => disk !== undefined);
}

/** Of a block, as `stat` counts them whatever the file system has. */
const blockSize = 512;

async function readDisk(folder: string, name: string): Promise<KeptDisk | undefined> {
  const path = join(folder, name);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  const used = name.endsWith(`-${getBoot()}${extension}`) ? found.ctimeMs : 0;
  return { path, bytes: found.blocks * blockSize, used };
}

export async function removeDisks(disks: readonly KeptDisk[]): Promise<void> {
  for (const { path } of disks) await rm(path, { force: true });
}
