import type { Clock } from '@strata/sdk';
import type { Trouble } from './trouble';

/** How long the same request is made again. */
export interface Persistence {
  /** Milliseconds until the next attempt; undefined when it is time to give up. @param attempt from 1 */
  getWait(trouble: Trouble, attempt: number): number | undefined;
  /** Some request went well, so the service is there. */
  succeeded(): void;
}

const second = 1000;
/** Others saw "the snapshot does not exist" for up to two minutes after it was made. */
const visibleWithin = 150 * second;
/** An account that lets nothing through for so long has no room for an upload. */
const patienceWithLimits = 150 * second;
const mostBroken = 12;

/** Milliseconds of the first wait and of the longest. */
const waits: Readonly<Record<Exclude<Trouble, 'final'>, readonly [number, number]>> = {
  throttled: [100, 5 * second],
  broken: [200, 10 * second],
  'not-visible': [second / 2, 10 * second],
};

/** One budget for all requests of an upload: what goes well elsewhere shows that it is worth going on. */
export function createPersistence(clock: Pick<Clock, 'now'>): Persistence {
  const begun = clock.now();
  let wentWell = begun;
  const isWorth = (trouble: Exclude<Trouble, 'final'>, attempt: number): boolean => {
    if (trouble === 'broken') return attempt < mostBroken;
    if (trouble === 'throttled') return clock.now() - wentWell < patienceWithLimits;
    return clock.now() - begun < visibleWithin;
  };
  return {
    getWait: (trouble, attempt) => {
      if (trouble === 'final' || !isWorth(trouble, attempt)) return undefined;
      const [first, longest] = waits[trouble];
      return Math.min(longest, first * 2 ** (attempt - 1));
    },
    succeeded: () => {
      wentWell = clock.now();
    },
  };
}
