import type { Ticker } from '../view/progress';

/** Time that a test moves on; what is due is called in order. */
export interface FakeTicker extends Ticker {
  advance(milliseconds: number): void;
  /** Whether anybody looks at the time. */
  readonly busy: boolean;
}

export function createFakeTicker(): FakeTicker {
  const timers = new Set<{ readonly every: number; readonly run: () => void; next: number }>();
  let now = 0;
  return {
    now: () => now,
    every(milliseconds, run) {
      const timer = { every: milliseconds, run, next: now + milliseconds };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(milliseconds) {
      for (const end = now + milliseconds; now < end; ) {
        now = Math.min(end, ...Array.from(timers, ({ next }) => next));
        for (const timer of [...timers].filter(({ next }) => next <= now)) {
          timer.next += timer.every;
          timer.run();
        }
      }
    },
    get busy() {
      return timers.size > 0;
    },
  };
}
