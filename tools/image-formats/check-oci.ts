import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ImageFacts } from '../../packages/sdk/src';
import { hashFile, listFiles } from './digest';

interface Reference {
  readonly digest: string;
}

/** Holds a layout against the layers that it is made of, and every blob in it against its name. */
export async function checkOci(folder: string, { layers }: ImageFacts): Promise<readonly string[]> {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const readBlob = ({ digest }: Reference) => read(join('blobs', digest.replace(':', '/')));
  const { config } = readBlob(read('index.json').manifests[0]);
  const given = layers.map(({ diffId }) => diffId);
  const found: readonly string[] = readBlob(config).rootfs.diff_ids;
  const blobs = listFiles(join(folder, 'blobs'));
  const problems = found.join() === given.join() ? [] : ['other layers'];
  for (const blob of blobs)
    if ((await hashFile(blob)) !== basename(blob)) problems.push(`blob ${basename(blob)} has another digest`);
  return problems;
}
