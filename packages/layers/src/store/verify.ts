import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { readLayerTar } from './blob';
import { count, finish, readTreeTar, startCount } from './capture';
import type { StoreContext } from './context';
import { getTreePath } from './layout';
import { findStoredLayer, type StoredLayer } from './record';
import { forgetTree } from './tree';

export interface Verified {
  readonly whole: readonly string[];
  /** DiffIds that count as missing from now on. */
  readonly damaged: readonly string[];
  /** DiffIds of layers whose unpacked files were wrong; they are unpacked again when they are next used. */
  readonly repaired: readonly string[];
}

/** Reads every byte of every layer, compressed and unpacked: minutes where all other checks take milliseconds. */
export async function verifyStore(store: StoreContext, signal?: AbortSignal): Promise<Verified> {
  const found = { whole: [] as string[], damaged: [] as string[], repaired: [] as string[] };
  for (const name of (await readdir(store.layout.records)).sort()) {
    signal?.throwIfAborted();
    const diffId = `sha256:${basename(name, '.json')}`;
    const layer = await findStoredLayer(store, diffId);
    if (layer === undefined || !(await hasWholeBlob(store, layer))) found.damaged.push(diffId);
    else if (await hasWholeTree(store, layer, signal)) found.whole.push(diffId);
    else {
      await forgetTree(store, layer);
      found.repaired.push(diffId);
    }
  }
  return found;
}

async function hasWholeBlob(store: StoreContext, layer: StoredLayer): Promise<boolean> {
  try {
    const sum = startCount();
    for await (const _ of count(readLayerTar(store, layer), sum));
    return finish(sum) === layer.diffId;
  } catch (error) {
    if (error instanceof Failure && error.diagnostics[0]?.code === 'LAY006') return false;
    throw error;
  }
}

/** A tree is whole when it makes the tar that it came from. */
async function hasWholeTree(store: StoreContext, layer: StoredLayer, signal?: AbortSignal): Promise<boolean> {
  if (layer.tree === undefined) return true;
  try {
    const sum = startCount();
    const cwd = getTreePath(store.layout, layer.diffId);
    for await (const _ of count(readTreeTar(store, { cwd, ...(signal && { signal }) }), sum));
    return finish(sum) === layer.diffId;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}
