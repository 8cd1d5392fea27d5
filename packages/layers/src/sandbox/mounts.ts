import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { waitExit } from '../namespace/exit';
import { tie } from '../namespace/guard';
import type { Interior } from './interior';
import { getOverlayOptions, getRelative } from './overlay-options';
import { getNsenterArguments, getToolEnvironment } from './tool-arguments';

const layersScript = `
set -eu
mkdir -p "$root$target"
cd "$store"
mount -n -t overlay overlay -o "$options" "$root$target"
`;

const directoryScript = `
set -eu
mkdir -p "$root$target"
mount -n --bind "$path" "$root$target"
[ "$access" = writable ] || mount -n -o remount,bind,ro "$root$target"
`;

const unmountScript = `
set -eu
umount -n "$root$target"
rmdir "$root$target"
`;

/** Shows a stack of layers, base first, read-only at `target`. */
export async function mountLayers(
  interior: Interior,
  { layers, target }: { readonly layers: readonly string[]; readonly target: string },
  signal: AbortSignal,
): Promise<string> {
  const { store, work } = interior.request;
  // An overlay without an upper folder needs two lower ones.
  const lower = [getRelative(store, join(work, 'nothing')), ...layers];
  await runOutside(interior, layersScript, { store, target, options: getOverlayOptions({ lower }) }, signal);
  return target;
}

/** Shows a folder of this machine at `target`. */
export async function mountDirectory(
  interior: Interior,
  request: { readonly path: string; readonly target: string; readonly access: 'read-only' | 'writable' },
  signal: AbortSignal,
): Promise<string> {
  if (request.access === 'writable') await mkdir(request.path, { recursive: true });
  await runOutside(interior, directoryScript, { ...request }, signal);
  return request.target;
}

/** Takes a mount away again. */
export async function unmount(interior: Interior, target: string): Promise<void> {
  await runOutside(interior, unmountScript, { target });
}

/** Runs a script among the sandbox's mounts, but with the folders of this machine in view. Variables are its environment. */
async function runOutside(
  interior: Interior,
  script: string,
  variables: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  const { namespace, request } = interior;
  const { sh } = namespace.tools;
  const [program, ...args] = tie(namespace.tools, process.pid, [
    ...getNsenterArguments(interior),
    ...[sh, '-c', script],
  ]);
  const child = spawn(program as string, args, {
    cwd: '/',
    env: { ...getToolEnvironment(namespace), ...variables, root: join(request.work, 'merged') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [exit, message] = await Promise.all([waitExit(child), text(child.stderr)]);
  if (exit.kind !== 'exited' || exit.code !== 0) throw new Failure(notMounted(message.trim()));
}

function notMounted(message: string) {
  return problem('LAY062', {
    detail: `A folder could not be shown in the sandbox: ${message || 'the sandbox is gone'}`,
  });
}
