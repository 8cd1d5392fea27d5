import type { Clock } from './state/clock';

/** A bucket: so many requests at once, and so many more each second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Rates by action; `*` is for all that are not named, each with a bucket of its own. */
export type Rates = Readonly<Record<string, Rate>>;

export interface RateLimiter {
  /** Whether one more request may pass, which it then counts. */
  allows(account: string, region: string, action: string): boolean;
}

const millisecondsInSecond = 1000;

/** Buckets of each account in each region, full at first. Actions without a rate pass always. */
export function createRateLimiter(rates: Rates, clock: Clock): RateLimiter {
  const buckets = new Map<string, { level: number; filled: number }>();
  return {
    allows(account, region, action) {
      const rate = rates[action] ?? rates['*'];
      if (!rate) return true;
      const now = clock.now().getTime();
      const key = `${account}/${region}/${action}`;
      const { level, filled } = buckets.get(key) ?? { level: rate.burst, filled: now };
      const refilled = level + ((now - filled) / millisecondsInSecond) * rate.perSecond;
      const there = Math.min(rate.burst, refilled);
      buckets.set(key, { level: there >= 1 ? there - 1 : there, filled: now });
      return there >= 1;
    },
  };
}
