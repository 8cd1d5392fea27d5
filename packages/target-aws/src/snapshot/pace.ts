import type { Clock } from '@strata/sdk';

/** How fast requests may follow each other. It finds the limit of an account by itself. */
export interface Pace {
  /** Waits until another request may be sent. */
  wait(signal: AbortSignal): Promise<void>;
  /** A request was answered. */
  succeeded(): void;
  /** A request was refused because there were too many. */
  throttled(): void;
}

/** Requests a second below which nobody is slowed down: every account may do more. */
const slowest = 5;
/** What is left of the rate that went well when it turned out to be too much. */
const decrease = 0.9;
/** Share of the rate that comes back each second. */
const increase = 0.05;
/** Milliseconds over which the rate that goes well is counted. */
const window = 1000;
/** Requests that may go out at once after a wait, as a share of a second's. */
const burst = 0.05;

/**
 * Goes as fast as it can until it is refused; then by a token bucket whose rate is that which went well, a little less, and
 * slowly more again. Several refusals within the same second are one.
 */
export function createPace(clock: Clock): Pace {
  let rate = Number.POSITIVE_INFINITY;
  let tokens = 1;
  let filled = clock.now();
  let slowedAt = Number.NEGATIVE_INFINITY;
  let answered: number[] = [];
  const fill = () => {
    const now = clock.now();
    const seconds = (now - filled) / 1000;
    filled = now;
    if (rate === Number.POSITIVE_INFINITY) return;
    tokens = Math.min(Math.max(1, rate * burst), tokens + rate * seconds);
    rate += rate * increase * seconds;
  };
  return {
    wait: async (signal) => {
      fill();
      if (rate === Number.POSITIVE_INFINITY) return;
      tokens -= 1;
      // Who comes while tokens are owed waits behind those who came before.
      if (tokens < 0) await clock.sleep((-tokens / rate) * 1000, signal);
    },
    succeeded: () => {
      const now = clock.now();
      answered.push(now);
      if (answered.length > 2 * slowest && (answered[0] ?? now) < now - window)
        answered = answered.filter((at) => at >= now - window);
    },
    throttled: () => {
      const now = clock.now();
      if (now - slowedAt < window) return;
      slowedAt = now;
      const recent = answered.filter((at) => at >= now - window);
      const measured = (recent.length * 1000) / Math.max(1, now - (recent[0] ?? now));
      const known = Math.min(rate, recent.length > 1 ? measured : slowest);
      fill();
      rate = Math.max(slowest, known * decrease);
      tokens = Math.min(tokens, 0);
    },
  };
}
