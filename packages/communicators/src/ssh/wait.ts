import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Clock } from '@strata/sdk';
import type { Patience } from './patience';
import { Trouble } from './trouble';

/* Source of the times: Packer's documented behaviour. */
const BETWEEN_TRIES = 5_000;
const AFTER_REFUSAL = 2_000;
const ONE_TRY = 60_000;
/** A port of this machine that leads to another: a try costs nobody anything. */
const BETWEEN_NEAR_TRIES = 500;
/**
 * Whoever forwards a port of this machine takes a connection at once, and holds it while the machine behind it starts: it
 * asks that machine less and less often. A new try is asked for at once.
 */
const NEAR_GREETING = 2_000;
/** A machine that needs longer than that for its first word gets it, in the end. */
const MORE_GREETING = 1.25;
/** A try with less time than this would only say that it had none, in place of what is the matter. */
const SHORTEST_TRY = 1_000;

export interface Wait {
  readonly patience: Patience;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The machine is behind a port of this one. */
  readonly isNear: boolean;
  /** Told once, when the first try came to nothing. */
  readonly onWait: () => void;
}

/** What one try may take, in milliseconds. */
export interface Try {
  readonly limit: number;
  /** Until the server says its first word. */
  readonly greeting: number;
}

/**
 * Tries again and again until it works, patience ends, or there is no hope.
 *
 * @throws Failure when it is given up
 */
export async function waitUntilConnected<T>(
  connect: (bounds: Try) => Promise<T>,
  { patience, clock, signal, isNear, onWait }: Wait,
): Promise<T> {
  const { timeout = Infinity, attempts = Infinity } = patience;
  const start = clock.now();
  const getRest = () => start + timeout - clock.now();
  let refusals = 0;
  for (let tries = 1; ; tries++) {
    try {
      const limit = Math.min(ONE_TRY, getRest());
      const greeting = isNear ? NEAR_GREETING * MORE_GREETING ** (tries - 1) : limit;
      return await connect({ limit, greeting: Math.min(greeting, limit) });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Trouble)) throw error;
      if (error.kind === 'login') refusals++;
      if (tries === 1 && error.kind !== 'final') onWait();
      const pause = getPause(error, isNear);
      const left = getRest() - SHORTEST_TRY;
      if (error.kind === 'final' || refusals >= attempts || left <= 0)
        throw new Failure(giveUp(error, { tries, milliseconds: clock.now() - start, patience }));
      await clock.sleep(Math.min(pause, left), signal);
    }
  }
}

/** Refusals are counted: a machine that is about to let us in needs its time between them, however near it is. */
function getPause({ kind }: Trouble, isNear: boolean): number {
  if (kind === 'login') return BETWEEN_TRIES + AFTER_REFUSAL;
  return isNear ? BETWEEN_NEAR_TRIES : BETWEEN_TRIES;
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
