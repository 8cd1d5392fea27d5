/** How many requests may be under way at a time: more while all goes well, half as many when it does not. */
export interface Slots {
  /** Waits for a free slot. What it gives is called when the request is over. */
  take(): Promise<() => void>;
  /** A request went well. */
  grow(): void;
  /** A request was refused, broke off or was not answered. */
  shrink(): void;
  readonly limit: number;
}

/** A blob takes 500 requests or 60 MiB a second: with stretches of 4 MiB these are enough. Source: "Scalability targets". */
const most = 32;
const least = 1;
const first = 8;

/**
 * Additive increase, multiplicative decrease, as of TCP: with `limit` requests gone well there is room for one more. What
 * was begun before the last decrease does not decrease again: it is news of the same crowd.
 */
export function createSlots(): Slots {
  let limit = first;
  let used = 0;
  let ended = 0;
  let calmUntil = 0;
  const waiting: (() => void)[] = [];
  const wake = () => {
    while (used < Math.floor(limit)) {
      const next = waiting.shift();
      if (!next) return;
      used += 1;
      next();
    }
  };
  const give = () => {
    used -= 1;
    ended += 1;
    wake();
  };
  return {
    take: () => {
      const taken = new Promise<() => void>((resolve) => waiting.push(() => resolve(give)));
      wake();
      return taken;
    },
    grow: () => {
      limit = Math.min(most, limit + 1 / limit);
    },
    shrink: () => {
      if (ended < calmUntil) return;
      calmUntil = ended + used;
      limit = Math.max(least, limit / 2);
    },
    get limit() {
      return Math.floor(limit);
    },
  };
}
