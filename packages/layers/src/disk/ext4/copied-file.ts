import { type FileHandle, open } from 'node:fs/promises';
import { writeAt } from '../../store/whole-bytes';
import type { DataTarget } from './data-writer';

/** A second file that is to get everything that the first one gets. It is of use and no more. */
export interface Copy {
  /** It has the same bytes as the first one, which may be holes. */
  readonly path: string;
  /** It could not be written, as on a full disk, and is empty now; the first file goes on. */
  onFailure(): void;
}

/** Writes to a file and to its copy at the same time. */
export interface CopiedFile extends DataTarget, AsyncDisposable {}

export async function openCopy(first: FileHandle, copy: Copy): Promise<CopiedFile> {
  const second = await open(copy.path, 'r+');
  let isWhole = true;
  return {
    write: async (bytes, position) => {
      if (!isWhole) return writeAt(first, bytes, position);
      const both = [first, second].map((file) => writeAt(file, bytes, position));
      const results = await Promise.allSettled(both);
      if (results.every(({ status }) => status === 'fulfilled')) return;
      isWhole = false;
      copy.onFailure();
      // What it took may be what the first one lacks.
      await second.truncate(0).catch(() => undefined);
      await writeAt(first, bytes, position);
    },
    [Symbol.asyncDispose]: () => second.close(),
  };
}
