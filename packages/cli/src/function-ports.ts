import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { RunContext } from '@strata/engine';
import type { FunctionFiles, RemoteValues } from '@strata/hcl';
import type { Ports } from '@strata/sdk';

/** What the functions of the template language (`file`, `timestamp`, `uuidv4`, …) read with. */
export function createTemplateFunctions(
  { clock, environment }: Ports,
  remote?: RemoteValues,
): RunContext['functions'] {
  return { files, clock, home: environment.home, random: randomBytes, ...(remote && { remote }) };
}

const files: FunctionFiles = {
  read: (path) =>
    ignoreMissing(() => {
      // Functions answer at once, and a pipe may never.
      if (statSync(path).isFIFO()) throw new Error('it is a pipe');
      return readFileSync(path);
    }),
  list: (path) => readdirSync(path),
  kind: (path) => {
    const stat = ignoreMissing(() => statSync(path));
    if (!stat) return undefined;
    if (stat.isDirectory()) return 'directory';
    return stat.isFile() ? 'file' : 'other';
  },
};

const MISSING = ['ENOENT', 'ENOTDIR'];

function ignoreMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (MISSING.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
