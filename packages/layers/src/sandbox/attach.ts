import { constants } from 'node:os';
import { getCommandScript } from './command-script';
import { startInside } from './inside';
import type { Interior } from './interior';
import type { SandboxAttach } from './session';

/** The image's own login shell for root, as far as there is one. */
const loginShell = 'cd; if [ -x /bin/bash ]; then exec /bin/bash -l; else exec /bin/sh -l; fi';

/** Runs a command on the caller's terminal; see `SandboxSession.attach`. */
export async function attachToSandbox(
  interior: Interior,
  { command = loginShell, env }: SandboxAttach,
  signal: AbortSignal,
): Promise<number> {
  const { request, running } = interior;
  const script = getCommandScript({ ...request.env, ...env }, command);
  const inside = await startInside(
    interior,
    { work: request.work, script, shell: ['/bin/sh'], stdio: ['inherit', 'inherit', 'inherit'] },
    signal,
  );
  running.add(inside.exit);
  const kill = (): void => inside.kill();
  signal.addEventListener('abort', kill, { once: true });
  try {
    const exit = await inside.exit;
    return exit.kind === 'exited' ? exit.code : 128 + constants.signals[exit.signal as NodeJS.Signals];
  } finally {
    signal.removeEventListener('abort', kill);
    running.delete(inside.exit);
    signal.throwIfAborted();
  }
}
