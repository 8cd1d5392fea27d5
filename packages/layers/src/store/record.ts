import { appendFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerRecord } from '@strata/sdk';
import { problem } from '../codes';
import type { StoreContext } from './context';
import { readJson, writeJson } from './json-file';
import { getBlobPath, getHex, getKeyPath, getRecordPath } from './layout';
import { findOwner, getOwnerState } from './owner';

/** What the store knows of a layer. */
export interface StoredLayer extends LayerRecord {
  /** The compressed tar; `digest` is of the compressed bytes, as registries name it. */
  readonly blob: { readonly digest: string; readonly size: number };
  /** What `find` says of the unpacked tree; absent while it is not unpacked. */
  readonly tree?: string;
}

const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** True when text is the digest of something, and so safe to make a file name of. */
export function isDigest(text: unknown): text is string {
  return typeof text === 'string' && digestPattern.test(text);
}

export function parseStoredLayer(value: unknown): StoredLayer | undefined {
  const { diffId, size, blob, tree } = Object(value);
  const right = isDigest(diffId) && isDigest(blob?.digest) && isCount(size) && isCount(blob?.size);
  if (!right) return undefined;
  return { diffId, size, blob, ...(typeof tree === 'string' ? { tree } : {}) };
}

export function parseKey(value: unknown): readonly LayerRecord[] | undefined {
  const { layers } = Object(value);
  const right =
    Array.isArray(layers) && layers.every((layer) => isDigest(layer?.diffId) && isCount(layer?.size));
  return right ? layers.map(({ diffId, size }) => ({ diffId, size })) : undefined;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** A layer of the store; undefined when it is not there. One whose blob is gone or cut short is none. */
export async function findStoredLayer(store: StoreContext, diffId: string): Promise<StoredLayer | undefined> {
  if (!isDigest(diffId)) return undefined;
  // Told before it is looked for, so that `collect` cannot take it in between.
  await pin(store, diffId);
  const path = getRecordPath(store.layout, diffId);
  const layer = await readJson(path, parseStoredLayer);
  if (layer === undefined) return undefined;
  if (layer === 'damaged' || layer.diffId !== diffId)
    return dropRecord(store, diffId, 'Its record is unreadable');
  const blob = await stat(getBlobPath(store.layout, diffId)).catch(() => undefined);
  if (blob?.size === layer.blob.size) return layer;
  const found = blob === undefined ? 'is missing' : `has ${blob.size} bytes instead of ${layer.blob.size}`;
  return dropRecord(store, diffId, `Its compressed tar ${found}`);
}

export async function writeRecord(store: StoreContext, layer: StoredLayer): Promise<void> {
  await writeJson(store, getRecordPath(store.layout, layer.diffId), layer);
}

/** Makes a layer a miss, and says so. It is built again where it is needed. */
export async function dropRecord(store: StoreContext, diffId: string, reason: string): Promise<undefined> {
  await rm(getRecordPath(store.layout, diffId), { force: true });
  store.verified.delete(diffId);
  store.note(
    problem('LAY006', {
      severity: 'warning',
      detail: `The stored layer ${diffId} is damaged and counts as missing. ${reason}.`,
      hint: 'Build again: the layer is made anew.',
    }),
  );
  return undefined;
}

/** Layers remembered for a key; undefined when there are none or they cannot be read. */
export async function readKey(store: StoreContext, key: string): Promise<readonly LayerRecord[] | undefined> {
  const path = getKeyPath(store.layout, key);
  const layers = await readJson(path, parseKey);
  if (layers !== 'damaged') return layers;
  await rm(path, { force: true });
  store.note(
    problem('LAY008', {
      severity: 'warning',
      detail: `${path} could not be read and was removed; what it stood for counts as not built.`,
    }),
  );
  return undefined;
}

export async function writeKey(
  store: StoreContext,
  key: string,
  layers: readonly LayerRecord[],
): Promise<void> {
  const plain = layers.map(({ diffId, size }) => ({ diffId, size }));
  await writeJson(store, getKeyPath(store.layout, key), { layers: plain });
}

/** Says that this process relies on a layer, for as long as it lives, and that the layer was used now. */
export async function pin(store: StoreContext, diffId: string): Promise<void> {
  if (store.pinned.has(diffId)) return;
  const hex = getHex(diffId);
  await appendFile(join(store.layout.pins, store.owner), `${hex}\n`);
  // Writing it gives the stamp the time of now without a clock of our own.
  await writeFile(join(store.layout.used, hex), '\n');
  store.pinned.add(diffId);
}

/** Hex digits of all layers that living processes rely on. Lists of the dead are removed. */
export async function readPins({ layout }: StoreContext): Promise<ReadonlySet<string>> {
  const pinned = new Set<string>();
  for (const name of await readdir(layout.pins)) {
    const owner = findOwner(name);
    const path = join(layout.pins, name);
    if (owner === undefined || getOwnerState(owner) === 'dead') await rm(path, { force: true });
    else for (const hex of (await readFile(path, 'latin1')).split('\n')) pinned.add(hex);
  }
  return pinned;
}
