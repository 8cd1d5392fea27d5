import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { StoreContext } from '../context';
import { getTemporaryPath } from '../json-file';
import { getOutlinePath } from '../layout';
import { type OutlineMaker, type OutlinePart, readOutline } from './outline';

/** The outline of a layer; undefined when none was kept, or it was damaged. */
export async function findOutline(
  { layout }: StoreContext,
  diffId: string,
): Promise<Iterable<OutlinePart> | undefined> {
  const kept = await readFile(getOutlinePath(layout, diffId)).catch(() => undefined);
  return kept && readOutline(kept);
}

/** Keeps the outline of a layer that was stored without one. Where that is not possible its archive is read again. */
export async function keepOutline(store: StoreContext, diffId: string, outline: OutlineMaker): Promise<void> {
  const bytes = outline.end();
  if (bytes === undefined) return;
  const own = getTemporaryPath(store, 'outline');
  try {
    await writeFile(own, bytes);
    await rename(own, getOutlinePath(store.layout, diffId));
  } catch {
    await rm(own, { force: true });
  }
}
