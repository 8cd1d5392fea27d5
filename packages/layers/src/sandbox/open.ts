import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Namespace, NamespaceCommand } from '../namespace';
import { attachToSandbox } from './attach';
import { enterScript } from './enter-script';
import { execInSandbox } from './exec';
import { type Holder, startHolder } from './holder';
import type { Interior } from './interior';
import { mountDirectory, mountLayers, unmount } from './mounts';
import { getOverlayOptions, getRelative } from './overlay-options';
import { supplyPipes } from './pipe';
import type { SandboxBind, SandboxRequest, SandboxSession } from './session';
import { getToolEnvironment } from './tool-arguments';
import { prepareWork } from './work';

/**
 * Mounts a stack of layers as the root of a file system and keeps it open for commands, until it is closed or the
 * signal is given.
 *
 * @throws Failure when it cannot be mounted
 */
export async function openSandbox(
  namespace: Namespace,
  request: SandboxRequest,
  signal?: AbortSignal,
): Promise<SandboxSession> {
  const options = getOverlayOptions(getFolders(request));
  assertLayers(request);
  // Both at once: no command is let in before there is a holder.
  const [piping, holding] = await Promise.allSettled([
    supplyPipes(namespace.tools.mkfifo, request.work),
    openHolder(namespace, { request, options, signal }),
  ]);
  if (holding.status === 'rejected') throw holding.reason;
  const holder = holding.value;
  if (piping.status === 'rejected') {
    await holder.release();
    throw piping.reason;
  }
  const { network } = request;
  return createSession({ namespace, request, holder, network, takePipes: piping.value, running: new Set() });
}

async function openHolder(
  namespace: Namespace,
  { request, options, signal }: HolderRequest,
): Promise<Holder> {
  await prepareWork(request, namespace.mode);
  const enter: NamespaceCommand = {
    command: namespace.tools.sh,
    args: ['-c', enterScript, 'enter', ...(request.binds ?? []).flatMap(getBindArguments)],
    cwd: request.store,
    env: getEnterEnvironment(namespace, request, options),
    network: request.network,
  };
  return startHolder(namespace, enter, signal);
}

interface HolderRequest {
  readonly request: SandboxRequest;
  /** Of the overlay. */
  readonly options: string;
  readonly signal: AbortSignal | undefined;
}

function createSession(setup: Interior): SandboxSession {
  let mounts = 0;
  const nextMount = (): string => `/run/strata-mounts/${++mounts}`;
  return {
    exec: (command, signal) => execInSandbox(setup, command, signal),
    attach: (command, signal) => attachToSandbox(setup, command, signal),
    mountLayers: (layers, signal) => mountLayers(setup, { layers, target: nextMount() }, signal),
    mountDirectory: (path, signal, access = 'read-only') =>
      mountDirectory(setup, { path, access, target: nextMount() }, signal),
    unmount: (target) => unmount(setup, target),
    close: async () => {
      await setup.holder.release();
      await Promise.allSettled(setup.running);
    },
  };
}

/** The kernel would only say that something is wrong. */
function assertLayers({ store, layers }: SandboxRequest): void {
  const missing = layers.filter((layer) => !existsSync(join(store, layer)));
  if (missing.length > 0) throw new Failure(missing.map(layerMissing));
}

function layerMissing(layer: string) {
  return problem('LAY060', { detail: `The layer ${layer} is not in the store.` });
}

function getFolders({ store, layers, upper, work }: SandboxRequest) {
  const inStore = (...names: readonly string[]): string => getRelative(store, join(...names));
  return {
    lower: [inStore(work, 'scaffold'), ...layers],
    upper: { content: inStore(upper), work: inStore(work, 'overlay') },
  };
}

function getEnterEnvironment(
  namespace: Namespace,
  request: SandboxRequest,
  options: string,
): Readonly<Record<string, string>> {
  return {
    ...getToolEnvironment(namespace),
    mode: namespace.mode,
    options,
    work: getRelative(request.store, request.work),
    shared: getRelative(request.store, request.shared),
    network: request.network ? 'yes' : 'no',
  };
}

function getBindArguments({ source, target, access }: SandboxBind): readonly string[] {
  return [source, target, access];
}
