import type { Clock } from '@strata/sdk';
import { type AzureRequest, toAzureFailure } from '../errors';

/** What asking Azure uses of the world. */
export interface AskContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What the SDK gives for something that Azure goes on with after it has answered. */
export interface Poller<T> {
  readonly isDone: boolean;
  readonly result: T | undefined;
  submitted(): Promise<void>;
  poll(options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
}

const SECOND = 1_000;
const FIRST_PAUSE = 2 * SECOND;
/** Where Azure says how long it wants to be left in peace, the client sees to that as well. */
const LONGEST_PAUSE = 30 * SECOND;

/**
 * Has Azure do something, and waits until it is done, by our own clock: the pollers of the SDK wait by the machine's.
 *
 * @param start makes the request
 * @param within milliseconds after which nobody waits any more; Azure goes on
 * @throws Failure that says what Azure failed at; `LateError` when it is not done in time
 */
export async function completeOperation<T>(
  { clock, signal }: AskContext,
  { request, within }: { readonly request: AzureRequest; readonly within: number },
  start: () => Poller<T>,
): Promise<T | undefined> {
  const begun = clock.now();
  try {
    const poller = start();
    await poller.submitted();
    for (let pause = FIRST_PAUSE; !poller.isDone; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      if (clock.now() - begun > within) throw new LateError(request.action);
      await clock.sleep(pause, signal);
      await poller.poll({ abortSignal: signal });
    }
    return poller.result;
  } catch (error) {
    signal.throwIfAborted();
    throw toAzureFailure(error, request);
  }
}

/** Azure is still at it. */
export class LateError extends Error {
  override readonly name = 'LateError';
}
