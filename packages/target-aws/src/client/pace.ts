import type { Clock } from '@strata/sdk';

/** Milliseconds. */
const FIRST_GAP = 50;
const LONGEST_GAP = 2_000;
const SHORTEST_GAP = 5;
/** After some ten good answers the gap is half of what it was. */
const RECOVERY = 0.93;

/** Keeps requests apart while AWS throttles them. */
export interface Pace {
  /** Waits for the next place in the row. */
  take(signal: AbortSignal): Promise<void>;
  /** AWS had too many. */
  slower(): void;
  faster(): void;
}

/** No gap at first; it doubles with every throttled request and shrinks with every good one. */
export function createPace(clock: Clock): Pace {
  let gap = 0;
  let next = 0;
  return {
    async take(signal) {
      if (gap === 0) return;
      const now = clock.now();
      const mine = Math.max(now, next);
      next = mine + gap;
      if (mine > now) await clock.sleep(mine - now, signal);
    },
    slower() {
      gap = Math.min(Math.max(gap * 2, FIRST_GAP), LONGEST_GAP);
    },
    faster() {
      gap = gap * RECOVERY < SHORTEST_GAP ? 0 : gap * RECOVERY;
    },
  };
}
