import { type AzureRequest, classifyAzure, toAzureFailure } from '../errors';
import type { AskContext } from './operation';

const SECOND = 1_000;
/** Parts of Azure may take so long to know of what another part has just made. */
const KNOWN_WITHIN = 180 * SECOND;
const FIRST_PAUSE = SECOND;
const LONGEST_PAUSE = 15 * SECOND;
/** Storage answers within this, or not at all; the resource manager's requests have limits of their own. */
const ANSWER_WITHIN = 60 * SECOND;
const MOST_TRIES = 6;

export interface Call extends AzureRequest {
  /** True when the request names something that was made just now. @default false */
  readonly isYoung?: boolean;
}

/** What every call hands on to the SDK. */
export interface CallOptions {
  readonly abortSignal: AbortSignal;
}

/**
 * Asks the resource manager, which is asked again by the client itself; here only what is too young to be known everywhere.
 *
 * @throws Failure that says what Azure failed at
 */
export function callManager<T>(
  context: AskContext,
  call: Call,
  make: (options: CallOptions) => Promise<T>,
): Promise<T> {
  return repeat(context, { call, isWorth: () => false }, () => make({ abortSignal: context.signal }));
}

/**
 * Asks a storage account something that may be asked twice: again when it has too many requests, does not answer or has a
 * fault.
 *
 * @throws Failure that says what Azure failed at
 */
export function callStorage<T>(
  context: AskContext,
  call: Call,
  make: (options: CallOptions) => Promise<T>,
): Promise<T> {
  return repeat(context, { call, isWorth: isPassing }, async () => {
    const late = AbortSignal.timeout(ANSWER_WITHIN);
    try {
      return await make({ abortSignal: AbortSignal.any([context.signal, late]) });
    } catch (error) {
      context.signal.throwIfAborted();
      throw late.aborted ? Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }) : error;
    }
  });
}

async function repeat<T>(
  { clock, signal }: AskContext,
  { call, isWorth }: { readonly call: Call; readonly isWorth: (error: unknown) => boolean },
  make: () => Promise<T>,
): Promise<T> {
  const { isYoung = false, ...request } = call;
  const begun = clock.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await make();
    } catch (error) {
      signal.throwIfAborted();
      const isAgain =
        isYoung && classifyAzure(error) === 'not-found'
          ? clock.now() - begun < KNOWN_WITHIN
          : isWorth(error) && attempt < MOST_TRIES;
      if (!isAgain) throw toAzureFailure(error, request);
      await clock.sleep(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1)), signal);
    }
  }
}

function isPassing(error: unknown): boolean {
  const kind = classifyAzure(error);
  return kind === 'throttled' || kind === 'no-answer' || kind === 'service';
}
