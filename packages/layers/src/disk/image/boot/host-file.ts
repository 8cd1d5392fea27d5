import { readFile } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../../codes';

/** A file that a package of the distribution brings. */
export interface HostFile {
  /** Absolute. */
  readonly path: string;
  /** Debian package that brings it. */
  readonly package: string;
}

/** Reads a file of a boot loader. @throws Failure LAY102 with the package to install when it is not there */
export async function readHostFile(file: HostFile): Promise<Buffer> {
  try {
    return await readFile(file.path);
  } catch (cause) {
    throw missingFile(file, cause);
  }
}

export function missingFile(file: HostFile, cause?: unknown): Failure {
  return new Failure(
    problem('LAY102', {
      detail: `The boot loader needs ${file.path}, which is not there or cannot be read.`,
      hint: `Run \`sudo apt-get install ${file.package}\`.`,
    }),
    { cause },
  );
}
