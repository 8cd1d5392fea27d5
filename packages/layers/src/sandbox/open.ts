import { join } from 'node:path';
import type { Namespace } from '../namespace';
import { attachToSandbox } from './attach';
import { enterScript } from './enter-script';
import { execInSandbox } from './exec';
import { startHolder } from './holder';
import type { Interior } from './interior';
import { mountDirectory, mountLayers, unmount } from './mounts';
import { getOverlayOptions, getRelative } from './overlay-options';
import type { SandboxBind, SandboxRequest, SandboxSession } from './session';
import { getToolEnvironment } from './tool-arguments';
import { prepareWork } from './work';

/**
 * Mounts a stack of layers as the root of a file system and keeps it open for commands.
 *
 * @throws Failure when it cannot be mounted
 */
export async function openSandbox(
  namespace: Namespace,
  request: SandboxRequest,
  signal?: AbortSignal,
): Promise<SandboxSession> {
  const options = getOverlayOptions(getFolders(request));
  await prepareWork(request);
  const holder = await startHolder(namespace, {
    command: namespace.tools.sh,
    args: ['-c', enterScript, 'enter', ...(request.binds ?? []).flatMap(getBindArguments)],
    cwd: request.store,
    env: getEnterEnvironment(namespace, request, options),
    network: request.network,
    ...(signal === undefined ? {} : { signal }),
  });
  return createSession({ namespace, request, holder, network: request.network, running: new Set() });
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
      await Promise.all(setup.running);
    },
  };
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
    shared: request.shared,
    network: request.network ? 'yes' : 'no',
  };
}

function getBindArguments({ source, target, access }: SandboxBind): readonly string[] {
  return [source, target, access];
}
