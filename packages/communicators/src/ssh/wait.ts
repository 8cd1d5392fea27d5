import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Clock } from '@strata/sdk';
import type { Patience } from './patience';
import { Trouble } from './trouble';

/* Source of the times: Packer's documented behaviour. */
const BETWEEN_TRIES = 5_000;
const AFTER_REFUSAL = 2_000;
const ONE_TRY = 60_000;
/** A try with less time than this would only say that it had none, in place of what is the matter. */
const SHORTEST_TRY = 1_000;

export interface Wait {
  readonly patience: Patience;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told once, when the first try came to nothing. */
  readonly onWait: () => void;
}

/**
 * Tries again and again until it works, patience ends, or there is no hope.
 *
 * @param connect is told how many milliseconds it may take
 * @throws Failure when it is given up
 */
export async function waitUntilConnected<T>(
  connect: (limit: number) => Promise<T>,
  { patience, clock, signal, onWait }: Wait,
): Promise<T> {
  const { timeout = Infinity, attempts = Infinity } = patience;
  const start = clock.now();
  const getRest = () => start + timeout - clock.now();
  let refusals = 0;
  for (let tries = 1; ; tries++) {
    try {
      return await connect(Math.min(ONE_TRY, getRest()));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Trouble)) throw error;
      if (error.kind === 'login') refusals++;
      if (tries === 1 && error.kind !== 'final') onWait();
      const pause = BETWEEN_TRIES + (error.kind === 'login' ? AFTER_REFUSAL : 0);
      const left = getRest() - SHORTEST_TRY;
      if (error.kind === 'final' || refusals >= attempts || left <= 0)
        throw new Failure(giveUp(error, { tries, milliseconds: clock.now() - start, patience }));
      await clock.sleep(Math.min(pause, left), signal);
    }
  }
}

interface Effort {
  readonly tries: number;
  readonly milliseconds: number;
  readonly patience: Patience;
}

const lookAround =
  'See whether the machine runs and lets the port in. ssh_timeout says how long it is waited for; ssh_handshake_attempts alone waits without end.';

function giveUp({ kind, diagnostic }: Trouble, { tries, milliseconds, patience }: Effort): Diagnostic {
  if (kind === 'final') return diagnostic;
  const seconds = Math.round(milliseconds / 1_000);
  const { timeout, attempts } = patience;
  const bounds = [
    ...(timeout === undefined ? [] : [`ssh_timeout = ${timeout / 1_000}s`]),
    ...(attempts === undefined ? [] : [`ssh_handshake_attempts = ${attempts}`]),
  ];
  const effort = `Given up after ${tries} ${tries === 1 ? 'try' : 'tries'} in ${seconds} s (${bounds.join(', ')}).`;
  return {
    ...diagnostic,
    detail: `${diagnostic.detail} ${effort}`,
    hint: diagnostic.hint ?? lookAround,
  };
}
