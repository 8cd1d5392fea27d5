import type { Communicator, MachineContext } from '@strata/sdk';

/** Milliseconds: it is a courtesy, nothing more. */
const LIMIT = 5_000;

/** A machine that goes on where it was believes that no time has passed. Package managers refuse to work in the past. */
export async function setClock(
  { ports, signal }: Pick<MachineContext, 'ports' | 'signal'>,
  communicator: Communicator,
): Promise<void> {
  if (communicator.type !== 'ssh') return;
  const now = `@${Math.round(ports.clock.now() / 1_000)}`;
  const set = `date -u -s ${now}`;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]);
  await communicator
    .exec({ command: `(${set} || sudo -n ${set}) </dev/null >/dev/null 2>&1 || true` }, limit)
    .catch(() => signal.throwIfAborted());
}
