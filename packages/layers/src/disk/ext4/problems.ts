import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { type ByteText, showByteText } from '../../tar/entry';

/** Something in a layer that an ext4 file system has no place for. */
export function notPossible(path: ByteText, reason: string, hint: string): Failure {
  return new Failure(problem('LAY044', { detail: `/${showByteText(path)}: ${reason}`, hint }));
}

/** The file system is not one that this room has made, or it was changed by others. */
export function notReadable(file: string, reason: string): Failure {
  return new Failure(
    problem('LAY045', {
      detail: `The ext4 file system in ${file} cannot be used. ${reason}`,
      hint: 'Make the disk again from its layers.',
    }),
  );
}

/** What ran out within a file system; whoever applies layers knows how much there would have to be. */
export class FullFileSystem extends Error {
  constructor(readonly resource: 'blocks' | 'inodes') {
    super(`the file system has no free ${resource}`);
  }
}

/** What layers need and what there was for them. */
export interface Room {
  readonly needed: number;
  readonly available: number;
}

const mebibyte = 2 ** 20;

export function doNotFit(file: string, bytes: Room): Failure {
  return new Failure(
    problem('LAY043', {
      detail: `The layers need up to ${bytes.needed} bytes of the root file system in ${file}; ${bytes.available} bytes were free.`,
      hint: `Give the disk at least ${Math.ceil((bytes.needed - bytes.available) / mebibyte + 1)} MiB more.`,
    }),
  );
}

export function tooManyFiles(file: string, inodes: Room): Failure {
  return new Failure(
    problem('LAY043', {
      detail: `The layers have ${inodes.needed} files and folders; the root file system in ${file} had room for ${inodes.available}.`,
      hint: 'Give the disk more room: it has one inode for every 16 KiB.',
    }),
  );
}
