import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { type DataRange, findDataRanges } from '../../store/data-ranges';

/** Bytes that a disk is counted in. */
export const sectorSize = 512;

/** A raw disk that is open for reading. */
export interface RawDisk extends AsyncDisposable {
  readonly path: string;
  /** Bytes, a whole number of sectors. */
  readonly size: number;
  /** What is stored, in order; everything between is zero. */
  readonly ranges: readonly DataRange[];
  readonly handle: FileHandle;
}

/** @throws Failure when it cannot be read, or is not a whole number of sectors. */
export async function openRawDisk(path: string, searchPath: string): Promise<RawDisk> {
  const handle = await open(path, 'r').catch((cause: Error) => {
    throw new Failure(
      problem('LAY120', {
        detail: `The disk ${path} cannot be read: ${cause.message}.`,
        hint: 'Give the path of a raw disk.',
      }),
      { cause },
    );
  });
  try {
    const { size } = await handle.stat();
    if (size === 0 || size % sectorSize !== 0) throw notSectors(path, size);
    const ranges = await findDataRanges(path, { size, searchPath });
    return { path, size, ranges, handle, [Symbol.asyncDispose]: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function notSectors(path: string, size: number): Failure {
  return new Failure(
    problem('LAY120', {
      detail: `${path} has ${size} bytes; a disk has a whole number of sectors of ${sectorSize} bytes, and at least one.`,
      hint: 'Give the path of a raw disk, not of one in another format.',
    }),
  );
}
