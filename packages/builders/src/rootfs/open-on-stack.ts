import { type AptView, keepPackageCache } from '@strata/layers/apt';
import { openSandbox, type SandboxRequest, type SandboxSession } from '@strata/layers/sandbox';
import type { Draft, Store } from '@strata/layers/store';
import type { LayerContext, OpenLayer, StartActivity } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { type AptAccess, getAptView, openAptAccess } from './apt-access';
import { getSandboxEnvironment } from './environment';
import type { RootfsLink } from './link';
import type { OpenLayerRequest } from './open-layer';
import type { Workshop } from './workshop';

/** Opens a layer on a stack as it lies there: a sandbox over the draft's folders, and apt's proxy while it is open. */
export async function openOnStack(
  workshop: Workshop,
  open: OpenLayerRequest,
  draft: Draft,
): Promise<OpenLayer> {
  const { context, request } = open;
  const { store } = workshop;
  let apt: AptAccess | undefined;
  try {
    const [view] = request.network
      ? await Promise.all([getAptView(workshop, context, request), workshop.getProxy()])
      : [];
    if (request.network) apt = await openAptAccess(workshop, context, { view, shared: draft.shared });
    const env = { ...getSandboxEnvironment(context, request), ...apt?.env };
    const sandboxRequest = await getSandboxRequest(open, store, draft);
    const binds = view?.binds ?? [];
    const namespace = workshop.getUntried();
    const session = await openSandbox(namespace, { ...sandboxRequest, binds, env }, context.signal);
    return createLayer({ ...open, store, draft, session, apt, view });
  } catch (error) {
    apt?.close();
    throw error;
  }
}

async function getSandboxRequest(
  { context, request }: OpenLayerRequest,
  store: Store,
  { upper, work, shared }: Draft,
): Promise<Omit<SandboxRequest, 'env'>> {
  return {
    store: store.directory,
    layers: request.layers.map(({ diffId }) => store.shortName(diffId)),
    upper,
    work,
    shared,
    network: request.network,
    resolvConf: request.network ? await readResolvConf(context) : '',
  };
}

interface LayerParts extends OpenLayerRequest {
  readonly store: Store;
  readonly draft: Draft;
  readonly session: SandboxSession;
  readonly apt: AptAccess | undefined;
  readonly view: AptView | undefined;
}

function createLayer({ context, connect, store, draft, session, apt, view }: LayerParts): OpenLayer {
  const startActivity = createActivities(context.reporter, context.ports.clock);
  const close = async () => {
    await session.close();
    apt?.close();
  };
  return {
    communicator: connect(createLink(session, store, startActivity)),
    shell: (signal) =>
      session.attach({ env: { TERM: context.ports.environment.variables.TERM ?? 'dumb' } }, signal),
    commit: async () => {
      if (view)
        await keepPackageCache(session, { ...view.packageCache, shared: draft.shared }, context.signal);
      await close();
      return store.commit(draft, { signal: context.signal, startActivity });
    },
    discard: async () => {
      await close();
      await store.discard(draft);
    },
  };
}

/** A session knows layers by the names of their folders, a communicator by their digests. */
function createLink(session: SandboxSession, store: Store, startActivity: StartActivity): RootfsLink {
  return {
    exec: session.exec,
    mountLayers: async (diffIds, signal) => {
      await store.layerDirectories(diffIds, signal, startActivity);
      return session.mountLayers(diffIds.map(store.shortName), signal);
    },
    mountDirectory: session.mountDirectory,
    unmount: session.unmount,
  };
}

/** How this machine resolves names. A machine without the file has no names to resolve. */
function readResolvConf({ ports }: LayerContext): Promise<string> {
  return ports.files.readText('/etc/resolv.conf').catch(() => '');
}
