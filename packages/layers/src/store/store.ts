import type { LayerRecord, StartActivity } from '@strata/sdk';
import { getStoredLayer } from './blob';
import { type HoldOptions, hold } from './claim';
import { type Collected, type CollectRequest, collectLayers } from './collect';
import { type CommitOptions, commitDraft } from './commit';
import type { StoreContext } from './context';
import { type Draft, discardDraft, openDraft } from './draft';
import { explainDisk } from './errors';
import { importTar } from './import';
import { getShortName } from './layout';
import { findStoredLayer, readKey, writeKey } from './record';
import { type SweepOptions, type Swept, sweepStore } from './sweep';
import { findChanged, getLayerDirectories } from './tree';
import { type Verified, verifyStore } from './verify';

/** Layers on this machine. Safe for any number of processes at once, and for any of them being killed at any time. */
export interface Store {
  /** Absolute. */
  readonly directory: string;
  /** What the rest of this room works with. */
  readonly context: StoreContext;
  /** Layers remembered under a key; undefined when there are none, or one of them is gone or cut short. */
  find(key: string): Promise<readonly LayerRecord[] | undefined>;
  remember(key: string, layers: readonly LayerRecord[]): Promise<void>;
  /** True for each layer that is here, in the order given. */
  check(layers: readonly Pick<LayerRecord, 'diffId'>[]): Promise<readonly boolean[]>;
  /** Holds a key so that nobody else makes its layer; waits while another process, or another call, has it. */
  hold(key: string, options?: HoldOptions): Promise<AsyncDisposable>;
  /** Folders for a new layer. Exactly one of `commit` and `discard` ends it. */
  draft(buildId: string): Promise<Draft>;
  /** Cleans what was written, keeps it as a layer and removes the rest, also when it fails. */
  commit(draft: Draft, options?: CommitOptions): Promise<LayerRecord>;
  discard(draft: Draft): Promise<void>;
  /** Keeps an archive (tar; plain, gzip, zstd, xz or bzip2) as a layer. */
  importTar(archive: AsyncIterable<Uint8Array>, options?: CommitOptions): Promise<LayerRecord>;
  /** The unpacked folder of a layer; unpacks it when it is missing or was changed. */
  layerDirectory(diffId: string, signal?: AbortSignal): Promise<string>;
  /** The same for a stack at once, which is quicker. */
  layerDirectories(
    diffIds: readonly string[],
    signal?: AbortSignal,
    startActivity?: StartActivity,
  ): Promise<readonly string[]>;
  /** Whether the unpacked folders of all these layers are there and as they were made. Puts nothing right. */
  areWhole(diffIds: readonly string[]): Promise<boolean>;
  /** Path of a layer's folder for mount options, relative to `directory`. */
  shortName(diffId: string): string;
  /** Removes what builds that were killed have left; gives its names. */
  sweep(options?: SweepOptions): Promise<Swept>;
  /** Makes room: removes layers that are neither needed nor in use, longest unused first. */
  collect(request: CollectRequest): Promise<Collected>;
  /** Reads everything and compares it with its digests. */
  verify(signal?: AbortSignal): Promise<Verified>;
}

/** The operations of a store over its context. */
export function createStore(store: StoreContext): Store {
  const check: Store['check'] = async (layers) => {
    const found = await Promise.all(layers.map(({ diffId }) => findStoredLayer(store, diffId)));
    return found.map((layer) => layer !== undefined);
  };
  return {
    directory: store.layout.directory,
    context: store,
    check,
    find: async (key) => {
      const layers = await readKey(store, key);
      if (layers === undefined) return undefined;
      return (await check(layers)).every(Boolean) ? layers : undefined;
    },
    remember: async (key, layers) => {
      await Promise.all(layers.map(({ diffId }) => getStoredLayer(store, diffId)));
      await explainDisk(store.layout.directory, () => writeKey(store, key, layers));
    },
    hold: (key, options) => explainDisk(store.layout.directory, () => hold(store, key, options)),
    draft: (buildId) => openDraft(store, buildId),
    commit: (draft, options) => commitDraft(store, draft, options),
    discard: (draft) => discardDraft(store, draft),
    importTar: (archive, options) => importTar(store, archive, options),
    layerDirectory: async (diffId, signal) => {
      const [directory] = await getLayerDirectories(store, [diffId], { signal });
      return directory as string;
    },
    layerDirectories: (diffIds, signal, startActivity) =>
      getLayerDirectories(store, diffIds, { signal, startActivity }),
    areWhole: async (diffIds) => (await findChanged(store, diffIds)).length === 0,
    shortName: getShortName,
    sweep: (options) => sweepStore(store, options),
    collect: (request) => collectLayers(store, request),
    verify: (signal) => verifyStore(store, signal),
  };
}
