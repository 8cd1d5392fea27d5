import { rename, rm } from 'node:fs/promises';
import type { Resource, ResourceKind } from '@strata/sdk';
import type { Work } from '../work';

/** Only folders with such a name are ever put back or removed as such. */
const ASIDE = /\.strata-previous-[\w-]+$/u;

/**
 * An artifact that waits for the one that takes its place. It comes back when there is none, and goes when there is: also
 * after a kill, when the folder of the new one was removed before, unless that was whole.
 */
export const previousKind: ResourceKind<{ readonly path: string; readonly aside: string }> = {
  kind: 'qemu-previous-output',
  async remove({ ports: { files } }, { path, aside }) {
    if (!ASIDE.test(aside) || !(await files.stat(aside))) return;
    if (await files.stat(path)) await rm(aside, { recursive: true, force: true });
    else await rename(aside, path);
  },
};

/** Puts the artifact of the last build aside, in the same folder, where that costs nothing. */
export async function setAside({ context, outputDirectory: path }: Work): Promise<Resource> {
  const aside = `${path}.strata-previous-${context.buildId.replace(/[^\w-]/gu, '-')}`;
  const noted = await context.resources.note(previousKind, { path, aside });
  await rename(path, aside);
  return noted;
}
