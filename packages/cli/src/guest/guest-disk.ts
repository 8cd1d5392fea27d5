import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openWorkspaceStore } from '@strata/layers/store';
import type { ImageFacts, LayerContext } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';

/** Another number when the same layers are to become another disk. */
const VERSION = 1;

/**
 * The disk of a built image that its guests start from, made when it is not there. It lies in a folder of the image's own,
 * which holds no other.
 *
 * @returns its path; the name follows from what is on it
 */
export async function prepareGuestDisk(
  context: LayerContext,
  folder: string,
  image: Pick<ImageFacts, 'layers' | 'base'>,
): Promise<string> {
  const name = `${getName(image)}.raw`;
  const path = join(folder, name);
  await mkdir(folder, { recursive: true });
  for (const other of await readdir(folder))
    if (other !== name) await rm(join(folder, other), { force: true });
  if (await context.ports.files.stat(path)) return path;
  const { makeDisk } = await import('@strata/layers/disk');
  const store = await openWorkspaceStore(context);
  const startActivity = createActivities(context.reporter, context.ports.clock);
  await makeDisk(store, { image, output: path, signal: context.signal, startActivity });
  return path;
}

function getName({ layers }: Pick<ImageFacts, 'layers'>): string {
  const content = JSON.stringify([VERSION, ...layers.map(({ diffId }) => diffId)]);
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
