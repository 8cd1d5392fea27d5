import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A folder of files named by the sha256 of what they hold. Files in it are whole and never change. */
export interface Blobs {
  /** Path of a file that is here, undefined otherwise. */
  find(sha256: string): Promise<string | undefined>;
  /** Moves a finished, verified file in. It must be on the same file system. */
  adopt(path: string, sha256: string): Promise<string>;
  /** A path in a folder beside, for a file that is being made. */
  temporary(name: string): Promise<string>;
}

/** Opens the files by digest under `directory`, which is made when first written to. */
export function openBlobs(directory: string): Blobs {
  const pathOf = (sha256: string) => join(directory, 'sha256', sha256.slice(0, 2), sha256);
  return {
    async find(sha256) {
      const path = pathOf(sha256);
      const found = await stat(path).catch(() => undefined);
      return found?.isFile() ? path : undefined;
    },
    async adopt(path, sha256) {
      const target = pathOf(sha256);
      await mkdir(dirname(target), { recursive: true });
      await rename(path, target);
      return target;
    },
    async temporary(name) {
      const folder = join(directory, 'partial');
      await mkdir(folder, { recursive: true });
      return join(folder, name);
    },
  };
}

let serial = 0;

/** Tells files in the making apart, and tells which process makes them. */
export function getMark(): string {
  serial += 1;
  return `${process.pid}.${serial}`;
}

/** Removes a file; nothing there is no error. */
export async function discard(path: string): Promise<void> {
  await rm(path, { force: true });
}
