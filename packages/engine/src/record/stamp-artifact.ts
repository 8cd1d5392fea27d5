import { resolve } from 'node:path';
import { treeDigest } from '@strata/plan';
import type { PartContext } from '@strata/sdk';
import { readEntries, type TellContent } from '../digest-files';

/**
 * What a file of an artifact, or a folder with all that is in it, is known again by; undefined when nothing is there. By
 * size and time, as make does it: a disk has gigabytes, and to read them takes longer than what follows.
 */
export async function stampArtifactFile(
  { baseDirectory, ports, signal }: PartContext,
  name: string,
): Promise<string | undefined> {
  signal.throwIfAborted();
  const entries = await readEntries(ports.files, resolve(baseDirectory, name), tellStat);
  return entries && treeDigest(entries);
}

const tellStat: TellContent = async (_files, _path, { modified, size }) => `${size} ${modified}`;
