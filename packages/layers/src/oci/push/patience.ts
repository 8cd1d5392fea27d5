import { Failure } from '@strata/diagnostics';
import type { Clock } from '@strata/sdk';
import type { Answer, Transport, TransportRequest } from '../../downloads/transport';

/** How asking a registry once ended. */
export type Try =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** Another try may do better: the registry is busy (`answer`), or the connection broke (`cause`). */
  | { readonly kind: 'busy'; readonly answer: Answer }
  | { readonly kind: 'broken'; readonly cause: unknown };

/** Milliseconds before each further try. With half a minute in all a registry may be restarted behind our back. */
const pauses = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/** What a registry may ask for by Retry-After; more is not waited for. */
const longestPause = 60_000;

const tooManyRequests = 429;
const firstServerError = 500;
const notImplemented = 501;

/** Asks once. What the bytes to send fail with, and an abort, is thrown: asking again would not help. */
export async function tryOnce(transport: Transport, url: URL, request: TransportRequest): Promise<Try> {
  try {
    const answer = await transport(url, request);
    return isBusy(answer) ? { kind: 'busy', answer } : { kind: 'answered', answer };
  } catch (cause) {
    request.signal?.throwIfAborted();
    if (cause instanceof Failure) throw cause;
    return { kind: 'broken', cause };
  }
}

function isBusy({ status }: Answer): boolean {
  return status === tooManyRequests || (status >= firstServerError && status !== notImplemented);
}

export interface Patience {
  /** Waits before the next try. False, at once, when there were enough. */
  wait(last: Exclude<Try, { kind: 'answered' }>): Promise<boolean>;
  /** Something went on: all tries are there again. */
  reset(): void;
}

export interface PatienceRequest {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
}

/** Counts tries of one piece of work, with pauses that grow, or that the registry asks for. */
export function createPatience({ clock, signal }: PatienceRequest): Patience {
  let failed = 0;
  return {
    wait: async (last) => {
      const pause = pauses[failed];
      if (pause === undefined) return false;
      failed += 1;
      if (last.kind === 'busy') last.answer.body.resume();
      await clock.sleep(Math.max(pause, last.kind === 'busy' ? getAskedPause(last.answer) : 0), signal);
      return true;
    },
    reset: () => {
      failed = 0;
    },
  };
}

function getAskedPause({ headers }: Answer): number {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) ? Math.min(longestPause, Math.max(0, seconds * 1000)) : 0;
}
