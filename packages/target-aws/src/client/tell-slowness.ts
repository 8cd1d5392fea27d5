import type { Clock } from '@strata/sdk';

/** A few requests too many are nothing that anybody waits for. */
const FEW = 5;

/** Milliseconds between two words about it; after as long without throttling it is another time. */
const PAUSE = 30_000;

/** Counts requests that AWS throttled, and has somebody told while they are many. */
export function createSlownessTeller(clock: Clock, tell: (count: number) => void): () => void {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  let told = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now();
    if (now - last > PAUSE) count = 0;
    count += 1;
    last = now;
    if (count < FEW || now - told < PAUSE) return;
    told = now;
    tell(count);
  };
}
