import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StartActivity } from '@strata/sdk';
import { hold } from './claim';
import type { StoreContext } from './context';
import { moveTree, removeTrees } from './files';
import { getTemporaryPath, readJson } from './json-file';
import { listDisks, removeDisks } from './kept-disks';
import { getBlobPath, getHex, getOutlinePath, getRecordPath, getShortName, getTreePath } from './layout';
import { publishing } from './publish';
import { parseKey, parseStoredLayer, readPins, type StoredLayer, writeRecord } from './record';

export interface CollectRequest {
  /** DiffIds that are needed: those of all receipts. */
  readonly keep: Iterable<string>;
  /** Bytes the store may have; layers that are not needed go until it fits, longest unused first. @default 0 */
  readonly maxBytes?: number;
  /** Says what would be removed, and removes nothing. */
  readonly dryRun?: boolean;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

export interface Collected {
  /** DiffIds, in the order in which they went. */
  readonly removed: readonly string[];
  /** How many kept disks went with them. They go first: each is made again from its layers in seconds. */
  readonly removedDisks: number;
  readonly freedBytes: number;
  /** What is left. More than `maxBytes` when the rest is needed or in use. */
  readonly keptBytes: number;
}

interface Candidate {
  readonly layer: StoredLayer;
  readonly bytes: number;
  readonly used: number;
}

/** Makes room. What a living process relies on stays, whoever asks. */
export async function collectLayers(store: StoreContext, request: CollectRequest): Promise<Collected> {
  using activity = request.startActivity?.({ label: 'waiting for other builds', unit: 'items' });
  await using _ = await hold(store, publishing);
  activity?.set({ label: 'reading the store' });
  const disks = await listDisks(store);
  const candidates = await listCandidates(store);
  const needed = await readNeeded(store, request.keep);
  const total = sumBytes(disks) + sumBytes(candidates);
  const excess = total - (request.maxBytes ?? 0);
  const chosenDisks = choose(disks, excess);
  const spare = candidates.filter(({ layer }) => !needed.has(getHex(layer.diffId)));
  const chosen = choose(spare, excess - sumBytes(chosenDisks));
  activity?.set({ label: `removing ${chosen.length} layers` });
  const gone = request.dryRun === true ? chosen : await removeLayers(store, chosen);
  if (request.dryRun !== true) {
    await removeDisks(chosenDisks);
    await removeRemains(store);
  }
  const freedBytes = sumBytes(chosenDisks) + sumBytes(gone);
  return {
    removed: gone.map(({ layer }) => layer.diffId),
    removedDisks: chosenDisks.length,
    freedBytes,
    keptBytes: total - freedBytes,
  };
}

function sumBytes(candidates: readonly { readonly bytes: number }[]): number {
  return candidates.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function listCandidates(store: StoreContext): Promise<readonly Candidate[]> {
  const names = await readdir(store.layout.records);
  const found = await Promise.all(names.map((name) => readCandidate(store, name)));
  return found.filter((candidate) => candidate !== undefined);
}

/** An unpacked tree takes about what its tar does. */
async function readCandidate(store: StoreContext, name: string): Promise<Candidate | undefined> {
  const layer = await readJson(join(store.layout.records, name), parseStoredLayer);
  if (layer === undefined || layer === 'damaged') return undefined;
  const stamp = await stat(join(store.layout.used, getHex(layer.diffId))).catch(() => undefined);
  const bytes = layer.blob.size + (layer.tree === undefined ? 0 : layer.size);
  return { layer, bytes, used: stamp?.mtimeMs ?? 0 };
}

async function readNeeded(store: StoreContext, keep: Iterable<string>): Promise<ReadonlySet<string>> {
  return new Set([...[...keep].map(getHex), ...(await readPins(store))]);
}

/** As many as make up for the excess, those unused for longest first. */
function choose<T extends { readonly bytes: number; readonly used: number }>(
  candidates: readonly T[],
  excess: number,
): readonly T[] {
  const chosen: T[] = [];
  let left = excess;
  for (const candidate of candidates.toSorted((a, b) => a.used - b.used)) {
    if (left <= 0) break;
    chosen.push(candidate);
    left -= candidate.bytes;
  }
  return chosen;
}

/**
 * A layer stops being there with its record. Who begins to rely on a layer says so before looking for its record, so
 * one that nobody has claimed after the record went is nobody's; one that was claimed just now is put back.
 */
async function removeLayers(
  store: StoreContext,
  chosen: readonly Candidate[],
): Promise<readonly Candidate[]> {
  for (const { layer } of chosen) await rm(getRecordPath(store.layout, layer.diffId), { force: true });
  const pins = await readPins(store);
  const claimed = chosen.filter(({ layer }) => pins.has(getHex(layer.diffId)));
  for (const { layer } of claimed) await writeRecord(store, layer);
  return chosen.filter((candidate) => !claimed.includes(candidate));
}

/** Takes away whatever belongs to no record: what was just removed, and what killed builds left half in place. */
async function removeRemains(store: StoreContext): Promise<void> {
  const { layout } = store;
  const recorded = new Set((await readdir(layout.records)).map((name) => basename(name, '.json')));
  const pins = await readPins(store);
  const isGone = (hex: string): boolean => !recorded.has(hex) && !pins.has(hex);
  for (const hex of (await readdir(layout.blobs)).filter(isGone))
    await rm(getBlobPath(layout, hex), { force: true });
  for (const hex of (await readdir(layout.outlines)).filter(isGone))
    await rm(getOutlinePath(layout, hex), { force: true });
  for (const hex of (await readdir(layout.used)).filter(isGone))
    await rm(join(layout.used, hex), { force: true });
  // The folder is there from the first listing on.
  for (const name of await readdir(layout.listings).catch(() => []))
    if (isGone(basename(name, '.json.gz'))) await rm(join(layout.listings, name), { force: true });
  const measures = (await readdir(layout.disks)).filter((name) => name.endsWith('.json'));
  for (const name of measures.filter((each) => isGone(basename(each, '.json'))))
    await rm(join(layout.disks, name), { force: true });
  await removeOrphanTrees(store, (await readdir(layout.layers)).filter(isGone));
  await removeBrokenKeys(store, recorded);
}

/** Moved out of the way in one step first, so that a kill in between leaves nothing that looks like a layer. */
async function removeOrphanTrees(store: StoreContext, hexes: readonly string[]): Promise<void> {
  const moved: string[] = [];
  for (const hex of hexes) {
    await rm(join(store.layout.directory, getShortName(hex)), { force: true });
    const aside = getTemporaryPath(store, 'collected');
    await moveTree(store, getTreePath(store.layout, hex), aside);
    moved.push(aside);
  }
  await removeTrees(store, moved);
}

/** A key whose layers are not all here is of no use to anybody. */
async function removeBrokenKeys(store: StoreContext, recorded: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(store.layout.keys)) {
    const path = join(store.layout.keys, name);
    const layers = await readJson(path, parseKey);
    const whole = Array.isArray(layers) && layers.every(({ diffId }) => recorded.has(getHex(diffId)));
    if (!whole) await rm(path, { force: true });
  }
}
