import type { Clock } from '@strata/sdk';
import { type AwsRequest, classifyAws, toAwsFailure } from '../errors';

const second = 1000;
/** Parts of AWS may take so long to know of what another part has just made. */
const knownWithin = 180 * second;
/** Tries beside those of the SDK, which gives up within seconds: a publication takes minutes anyway. */
const mostTries = 4;
const longestWait = 10 * second;

export interface Call extends AwsRequest {
  /** True when the request names something that was made just now. @default false */
  readonly isYoung?: boolean;
}

export interface CallContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Options that each call is handed on to the SDK. */
export interface CallOptions {
  readonly abortSignal: AbortSignal;
}

/**
 * Makes a call to AWS that may be made twice. It is made again when AWS takes no more requests for now, does not answer or
 * has a fault, and for three minutes when it does not know of something young.
 *
 * @throws Failure that says what AWS failed at
 */
export async function callAws<T>(
  { clock, signal }: CallContext,
  { isYoung = false, ...request }: Call,
  make: (options: CallOptions) => Promise<T>,
): Promise<T> {
  const begun = clock.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      // One of its own: the SDK listens to it for each request, and Node warns of many listeners.
      return await make({ abortSignal: AbortSignal.any([signal]) });
    } catch (error) {
      signal.throwIfAborted();
      const isWorth =
        isYoung && classifyAws(error) === 'not-found'
          ? clock.now() - begun < knownWithin
          : isPassing(error) && attempt < mostTries;
      if (!isWorth) throw toAwsFailure(error, request);
      await clock.sleep(Math.min(longestWait, second * 2 ** (attempt - 1)), signal);
    }
  }
}

function isPassing(error: unknown): boolean {
  const kind = classifyAws(error);
  return kind === 'throttled' || kind === 'no-answer' || kind === 'service';
}
