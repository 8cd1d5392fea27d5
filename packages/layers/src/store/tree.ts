import { relative } from 'node:path';
import type { StartActivity } from '@strata/sdk';
import { problem } from '../codes';
import { getStoredLayer, readLayerTar } from './blob';
import { hold } from './claim';
import type { StoreContext } from './context';
import { discardDraft, openDraft } from './draft';
import { moveTree, removeTrees } from './files';
import { getTemporaryPath } from './json-file';
import { getHex, getTreePath } from './layout';
import { publish, publishing } from './publish';
import { type StoredLayer, writeRecord } from './record';
import { assertSpace } from './space';
import { readTreeState, readTreeStates } from './tree-state';
import { unpackTar } from './unpack';

/** How unpacking is broken off and followed. */
export interface UnpackOptions {
  readonly signal?: AbortSignal | undefined;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity | undefined;
}

/**
 * Folders of unpacked layers, in the order given. Each is looked over once in the life of this process; one that is
 * missing or was changed is unpacked again.
 */
export async function getLayerDirectories(
  store: StoreContext,
  diffIds: readonly string[],
  options: UnpackOptions = {},
): Promise<readonly string[]> {
  for (const layer of await findChanged(store, diffIds)) await restoreTree(store, layer, options);
  return diffIds.map((diffId) => getTreePath(store.layout, diffId));
}

/** Layers of these whose trees are missing or were changed since they were stored. */
export async function findChanged(
  store: StoreContext,
  diffIds: readonly string[],
): Promise<readonly StoredLayer[]> {
  const doubtful = [...new Set(diffIds)].filter((diffId) => !store.verified.has(diffId));
  const layers = await Promise.all(doubtful.map((diffId) => getStoredLayer(store, diffId)));
  const whole = await lookOver(store, layers);
  for (const [at, { diffId }] of layers.entries()) if (whole[at] === true) store.verified.add(diffId);
  return layers.filter((_, at) => whole[at] !== true);
}

/** As `areWhole`; a layer that somebody else in this process looks over already is not looked over twice. */
function lookOver(store: StoreContext, layers: readonly StoredLayer[]): Promise<readonly boolean[]> {
  const fresh = layers.filter(({ diffId }) => !store.looks.has(diffId));
  const whole = areWhole(store, fresh);
  for (const [at, { diffId }] of fresh.entries()) {
    const look = whole.then((answers) => answers[at] === true);
    store.looks.set(diffId, look);
    const end = () => void store.looks.delete(diffId);
    look.then(end, end);
  }
  return Promise.all(layers.map(({ diffId }) => store.looks.get(diffId) as Promise<boolean>));
}

/** True for each layer whose tree is as it was when it was stored. */
export async function areWhole(
  store: StoreContext,
  layers: readonly StoredLayer[],
): Promise<readonly boolean[]> {
  if (layers.every(({ tree }) => tree === undefined)) return layers.map(() => false);
  const paths = layers.map(({ diffId }) =>
    relative(store.layout.directory, getTreePath(store.layout, diffId)),
  );
  const states = await readTreeStates(store, paths);
  return layers.map(({ tree }, at) => tree !== undefined && states[at]?.digest === tree);
}

async function restoreTree(
  store: StoreContext,
  { diffId }: StoredLayer,
  options: UnpackOptions,
): Promise<void> {
  const { signal } = options;
  await using _ = await hold(store, `tree-${getHex(diffId)}`, signal && { signal });
  // Another process may have done it meanwhile.
  const layer = await getStoredLayer(store, diffId);
  const [whole] = await areWhole(store, [layer]);
  if (whole === true) store.verified.add(diffId);
  else await unpackLayer(store, layer, options);
}

async function unpackLayer(
  store: StoreContext,
  layer: StoredLayer,
  { signal, startActivity }: UnpackOptions,
): Promise<void> {
  const { directory } = store.layout;
  if (layer.tree !== undefined) noteDamage(store, layer);
  await assertSpace(directory, layer.size, 'Unpacking the layer');
  const draft = await openDraft(store, 'unpack');
  using activity = startActivity?.({ label: 'unpacking a layer', unit: 'bytes', total: layer.size });
  try {
    const tar = readLayerTar(store, layer, activity);
    await unpackTar(store, tar, { directory: draft.upper, ...(signal && { signal }) });
    const tree = await readTreeState(store, relative(directory, draft.upper));
    await publish(store, {
      layer: { ...layer, tree: tree.digest },
      tree: draft.upper,
      aside: draft.directory,
    });
  } finally {
    await discardDraft(store, draft);
  }
}

/** Tells that files of an unpacked layer were not those of the layer. */
export function noteDamage(store: StoreContext, { diffId }: StoredLayer): void {
  store.note(
    problem('LAY006', {
      severity: 'warning',
      detail: `The unpacked files of the layer ${diffId} were changed or removed; they were unpacked again.`,
    }),
  );
}

/** Takes away an unpacked tree that is wrong in a way that a look at it does not show. */
export async function forgetTree(store: StoreContext, { tree: _, ...layer }: StoredLayer): Promise<void> {
  await using _hold = await hold(store, publishing);
  const aside = getTemporaryPath(store, 'damaged');
  await moveTree(store, getTreePath(store.layout, layer.diffId), aside);
  await writeRecord(store, layer);
  store.verified.delete(layer.diffId);
  await removeTrees(store, [aside]);
}
