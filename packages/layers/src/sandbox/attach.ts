import { constants } from 'node:os';
import { getCommandScript } from './command-script';
import { startInside } from './inside';
import type { Interior } from './interior';
import { followInside } from './running';
import type { SandboxAttach } from './session';

/** The image's own login shell for root, as far as there is one. */
const loginShell = 'cd; if [ -x /bin/bash ]; then exec /bin/bash -l; else exec /bin/sh -l; fi';

/** Runs a command on the caller's terminal; see `SandboxSession.attach`. */
export async function attachToSandbox(
  interior: Interior,
  { command = loginShell, env }: SandboxAttach,
  signal: AbortSignal,
): Promise<number> {
  signal.throwIfAborted();
  const { work, env: own } = interior.request;
  const script = getCommandScript({ ...own, ...env }, command);
  const inside = await startInside(interior, {
    work,
    script,
    terminal: true,
    stdio: ['inherit', 'inherit', 'inherit'],
  });
  const exit = await followInside(interior, inside, { signal });
  if (exit.kind === 'exited') return exit.code;
  return 128 + constants.signals[exit.kind === 'signalled' ? (exit.signal as NodeJS.Signals) : 'SIGKILL'];
}
