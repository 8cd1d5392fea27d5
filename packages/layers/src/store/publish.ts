import { readlink, rename, stat, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { hold } from './claim';
import type { StoreContext } from './context';
import { explainDisk } from './errors';
import { moveTree } from './files';
import { getBlobPath, getHex, getOutlinePath, getShortName, getTreePath } from './layout';
import { findStoredLayer, pin, type StoredLayer, writeRecord } from './record';
import { readTreeStates } from './tree-state';

/** Who puts layers in place or takes them away holds this name. */
export const publishing = 'publishing';

/** A layer with its pieces still under names of their own. */
export interface Pieces {
  readonly layer: StoredLayer;
  readonly blob?: string;
  readonly outline?: string;
  /** The unpacked tree; what it replaces is moved into `aside`. */
  readonly tree?: string;
  readonly aside: string;
}

/**
 * Puts the pieces in place, the record last: a layer is there when its record is. What an equal layer has already is
 * left as it is, because it may be mounted.
 */
export async function publish(store: StoreContext, pieces: Pieces): Promise<StoredLayer> {
  const { diffId } = pieces.layer;
  await pin(store, diffId);
  await using _ = await hold(store, publishing);
  return explainDisk(store.layout.directory, async () => {
    const known = await findStoredLayer(store, diffId);
    if (known === undefined && pieces.blob !== undefined) {
      await rename(pieces.blob, getBlobPath(store.layout, diffId));
    }
    if (pieces.outline !== undefined) await rename(pieces.outline, getOutlinePath(store.layout, diffId));
    if (pieces.tree !== undefined) await placeTree(store, pieces);
    const { tree } = pieces.layer;
    const layer = { ...(known ?? pieces.layer), ...(tree === undefined ? {} : { tree }) };
    await writeRecord(store, layer);
    if (tree !== undefined) store.verified.add(diffId);
    return layer;
  });
}

async function placeTree(store: StoreContext, { layer, tree, aside }: Pieces): Promise<void> {
  const target = getTreePath(store.layout, layer.diffId);
  if (!(await isInPlace(store, layer, target))) {
    await moveTree(store, target, join(aside, 'replaced')).catch(ignoreMissing);
    await moveTree(store, tree as string, target);
  }
  await placeLink(store, layer.diffId);
}

async function isInPlace(store: StoreContext, layer: StoredLayer, target: string): Promise<boolean> {
  if ((await stat(target).catch(() => undefined)) === undefined) return false;
  const [state] = await readTreeStates(store, [relative(store.layout.directory, target)]);
  return state?.digest === layer.tree;
}

async function placeLink({ layout }: StoreContext, diffId: string): Promise<void> {
  const path = join(layout.directory, getShortName(diffId));
  const target = join('..', 'layers', getHex(diffId));
  await symlink(target, path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST' || (await readlink(path)) !== target) throw error;
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
