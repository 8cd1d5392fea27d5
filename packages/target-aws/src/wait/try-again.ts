import { type AwsRequest, toAwsFailure } from '../errors';
import type { Patience } from './patience';
import type { WaitContext } from './wait-for';

export interface Repeated {
  readonly request: AwsRequest;
  readonly patience: Patience;
  /** Errors after which it may still come right: a new role that EC2 does not know yet. All others end it at once. */
  readonly isWorthAnother: (error: unknown) => boolean;
}

/**
 * Does what AWS refuses for a while: asks again until the limit. What is asked must be safe to ask twice.
 *
 * @throws Failure that explains the last error
 */
export async function tryAgain<T>(
  { ports: { clock }, signal }: WaitContext,
  { request, patience, isWorthAnother }: Repeated,
  run: () => Promise<T>,
): Promise<T> {
  const started = clock.now();
  let delay = patience.firstDelay;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await run();
    } catch (error) {
      signal.throwIfAborted();
      const isLate = clock.now() - started >= patience.limit;
      if (isLate || !isWorthAnother(error)) throw toAwsFailure(error, request);
    }
    await clock.sleep(delay, signal);
    delay = Math.min(delay * 2, patience.longestDelay);
  }
}
