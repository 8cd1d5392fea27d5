import { chmod, mkdir, writeFile } from 'node:fs/promises';
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

const policy = '#!/bin/sh\n# No services start while an image is built.\nexit 101\n';

async function prepareWork({ work, upper, resolvConf }: SandboxRequest): Promise<void> {
  await Promise.all(['scaffold', 'overlay', 'merged', 'nothing'].map((name) => mkdir(join(work, name))));
  await writeFile(join(work, 'resolv.conf'), resolvConf);
  await writeFile(join(work, 'policy-rc.d'), policy);
  // Whatever the umask of the caller: these become folders and files of the image's root.
  const modes = { scaffold: 0o755, 'resolv.conf': 0o644, 'policy-rc.d': 0o755 };
  await Promise.all(Object.entries(modes).map(([name, mode]) => chmod(join(work, name), mode)));
  await chmod(upper, 0o755);
}
