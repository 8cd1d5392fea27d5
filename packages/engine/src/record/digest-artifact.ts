import { resolve } from 'node:path';
import { treeDigest } from '@strata/plan';
import type { PartContext } from '@strata/sdk';
import { readEntries } from '../digest-files';

/** `sha256:…` of a file of an artifact, or of a folder with all that is in it; undefined when nothing is there. */
export async function digestArtifactFile(
  { baseDirectory, ports, signal }: PartContext,
  name: string,
): Promise<string | undefined> {
  signal.throwIfAborted();
  const entries = await readEntries(ports.files, resolve(baseDirectory, name));
  return entries && treeDigest(entries);
}
