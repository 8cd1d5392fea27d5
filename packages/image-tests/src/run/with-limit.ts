import type { Clock } from '@strata/sdk';

/** Thrown into work that took too long. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

interface Limit {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly milliseconds: number;
}

/** Does a piece of work, which is cancelled with `TooLate` when it takes longer. */
export async function withLimit<T>(
  { clock, signal, milliseconds }: Limit,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const late = new AbortController();
  const wait = clock.sleep(milliseconds, AbortSignal.any([signal, over.signal])).then(
    () => late.abort(new TooLate(`It took longer than ${Math.round(milliseconds / 1000)} s.`)),
    () => {
      // The work is over, or all is cancelled.
    },
  );
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } finally {
    over.abort();
    await wait;
  }
}
