import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { MachineContext } from '@strata/sdk';

/** What tells a file from one that somebody has put in its place, or written to. */
interface Stamp {
  readonly name: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly changed: number;
  readonly inode: number;
}

interface Output {
  readonly path: string;
  readonly files: readonly Stamp[];
}

type Context = Pick<MachineContext, 'checkpoints' | 'ports'>;

/** Remembers the folder of an artifact as it was left. Where no states are kept, nothing is remembered either. */
export async function rememberOutput({ checkpoints, ports }: Context, path: string): Promise<void> {
  if (!checkpoints) return;
  const output: Output = { path, files: await readStamps(path) };
  // Without a note it is in the way next time, as in Packer; the artifact is whole all the same.
  await ports.files
    .write(getRecord(checkpoints.folder), `${JSON.stringify(output)}\n`)
    .catch(() => undefined);
}

/** Whether a folder is what the last build of this machine left there, and nothing else. */
export async function isLastOutput({ checkpoints }: Context, path: string): Promise<boolean> {
  if (!checkpoints) return false;
  const known = await readFile(getRecord(checkpoints.folder), 'utf8').catch(() => '');
  if (known === '') return false;
  const found: Output = { path, files: await readStamps(path).catch(() => []) };
  return found.files.length > 0 && known === `${JSON.stringify(found)}\n`;
}

const getRecord = (folder: string) => join(folder, 'output.json');

async function readStamps(path: string): Promise<readonly Stamp[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs, ino } = await stat(file);
      return { name: relative(path, file), size, changed: mtimeMs, inode: ino };
    }),
  );
}
