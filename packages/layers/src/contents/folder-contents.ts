import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { getErrorCode } from '@strata/sdk';
import { problem } from '../codes';
import type { LayerContents, LayerEntry, Wants } from './layer-contents';

/** A plain folder, read as if it were the one layer of an image. Nobody is shown half of one: what may not be read is an error. */
export async function readFolderContents(directory: string, wants: Wants): Promise<LayerContents> {
  const entries: LayerEntry[] = [];
  await readBelow(directory, '', { wants, entries }).catch((error: unknown) => {
    throw explainUnreadable(error, directory);
  });
  return { removed: [], opaque: [], entries };
}

interface Reading {
  readonly wants: Wants;
  readonly entries: LayerEntry[];
}

async function readBelow(directory: string, prefix: string, reading: Reading): Promise<void> {
  const found = await readdir(join(directory, prefix), { withFileTypes: true });
  for (const entry of found) {
    const path = prefix + entry.name;
    const place = join(directory, path);
    if (entry.isDirectory()) await readBelow(directory, `${path}/`, reading);
    else if (entry.isSymbolicLink())
      reading.entries.push({ path, node: { kind: 'link', target: await readlink(place) } });
    else if (entry.isFile() && reading.wants(path))
      reading.entries.push({ path, node: { kind: 'file', content: await readFile(place) } });
  }
}

/** What a user can do about files that may not be read. */
export function explainUnreadable(error: unknown, directory: string): unknown {
  const code = getErrorCode(error);
  if (code !== 'EACCES' && code !== 'EPERM') return error;
  return new Failure(
    problem('LAY089', {
      detail: `A part of ${directory} may not be read: ${(error as Error).message}.`,
      hint: 'Read it as the user whose it is, or give a tar archive of it.',
    }),
  );
}
