import type { Clock } from '@strata/sdk';
import { createPersistence } from './persistence';
import { classifyTrouble } from './trouble';

/** Makes one call of the EBS direct APIs that may be made again, for as long as that may help. */
export async function askPersistently<T>(
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  call: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const persistence = createPersistence(clock);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call(AbortSignal.any([signal, AbortSignal.timeout(answerWithin)]));
    } catch (error) {
      signal.throwIfAborted();
      const wait = persistence.getWait(classifyTrouble(error), attempt);
      if (wait === undefined) throw error;
      await clock.sleep(wait, signal);
    }
  }
}

/** Milliseconds. These calls move no data. */
const answerWithin = 20_000;
