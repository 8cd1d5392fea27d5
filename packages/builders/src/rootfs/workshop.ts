import type { AptProxy, AptView, Downloads, Namespace, ProxySettings, Store } from '@strata/layers';
import { findNamespace, forgetTrial, prepareNamespace } from '@strata/layers/namespace';
import { openWorkspaceStore } from '@strata/layers/store';
import type { Environment, LayerContext } from '@strata/sdk';

/** What all images of a workspace share in this process. */
export interface Workshop {
  readonly store: Store;
  readonly downloads: Downloads;
  /** `PATH`, with the folders of system programs that users of Debian do not have in theirs. */
  readonly searchPath: string;
  readonly proxies: ProxySettings;
  /** Found by trying, now or in an earlier build, when first needed: a build that hits every layer needs none. */
  getNamespace(): Promise<Namespace>;
  /** Tries now, whatever was remembered, and throws what this machine refuses: where something failed meanwhile. */
  retryNamespace(): Promise<void>;
  /** The same without waiting for its trial. What is done in it counts only when the trial went well. */
  getUntried(): Namespace;
  /** Started when first needed. */
  getProxy(): Promise<AptProxy>;
  /** What steps see of apt, by the facts and the bottom layer. */
  readonly aptViews: Map<string, AptView>;
}

/** Opens workshops, each pair of places once. */
export function createWorkshops(): (context: LayerContext) => Promise<Workshop> {
  const open = new Map<string, Promise<Workshop>>();
  return (context) => {
    const key = JSON.stringify(context.places);
    const known = open.get(key);
    if (known) return known;
    const opening = openWorkshop(context);
    open.set(key, opening);
    // What failed (a store that is not writable, say) may be put right before the next try.
    opening.catch(() => open.delete(key));
    return opening;
  };
}

async function openWorkshop(context: LayerContext): Promise<Workshop> {
  const { places } = context;
  const { variables } = context.ports.environment;
  const searchPath = [variables.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin'].filter(Boolean).join(':');
  const getDownloads = onceNow(() => openDownloads(places.downloads, variables));
  const findHere = () =>
    findNamespace({ searchPath, directory: places.store, memory: store.context.layout.trial });
  const getNamespace = once(findHere);
  const getUntried = onceNow(() => prepareNamespace(searchPath));
  const store = await openWorkspaceStore(context, {
    searchPath,
    namespace: getNamespace,
    untried: getUntried,
  });
  // Builds that were killed are cleaned up by the next one.
  await store.sweep();
  return {
    store,
    get downloads() {
      return getDownloads();
    },
    searchPath,
    get proxies() {
      return loadDownloads().getProxySettings(variables);
    },
    getNamespace,
    retryNamespace: async () => {
      await forgetTrial(store.context.layout.trial);
      await findHere();
    },
    getUntried,
    getProxy: once(() => loadApt().startAptProxy({ downloads: getDownloads(), searchPath })),
    aptViews: new Map(),
  };
}

/** What only work needs: a build that hits every layer does without. */
const loadApt = () => require('@strata/layers/apt') as typeof import('@strata/layers/apt');
const loadDownloads = () => require('@strata/layers/downloads') as typeof import('@strata/layers/downloads');

function openDownloads(directory: string, variables: Environment['variables']): Downloads {
  const { createTransport, getProxySettings, openDownloads: open } = loadDownloads();
  return open(directory, createTransport(getProxySettings(variables)));
}

function onceNow<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Remembers what was made, but not a failure. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
