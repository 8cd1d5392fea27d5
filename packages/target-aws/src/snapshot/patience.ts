/** How long an answer is waited for. */
export interface Patience {
  /** Milliseconds. */
  readonly limit: number;
  /** An answer took so many milliseconds. */
  answered(milliseconds: number): void;
  /** None came within the limit. */
  missed(): void;
}

/** What is waited for before anything is known: others' uploads hung without a limit, and went through with 20 seconds. */
const longest = 20_000;
/** A server may pause for a moment without being lost. */
const shortest = 2_000;
/** Shares by which a new time moves what is known: those of RFC 6298. */
const meanShare = 1 / 8;
const spreadShare = 1 / 4;
/** How many times the usual spread an answer may be late. */
const spreads = 4;
/** Answers after which what is known is believed. */
const enough = 16;

/**
 * TCP's way to know that something was lost (RFC 6298): the usual time and a few times its spread. So a lost answer holds up
 * an upload for seconds, and a slow line is not taken for a broken one.
 */
export function createPatience(): Patience {
  let mean = 0;
  let spread = 0;
  let count = 0;
  let limit = longest;
  return {
    get limit() {
      return limit;
    },
    answered: (milliseconds) => {
      count += 1;
      spread += (Math.abs(milliseconds - mean) - spread) * (count === 1 ? 1 / 2 : spreadShare);
      mean += (milliseconds - mean) * (count === 1 ? 1 : meanShare);
      if (count >= enough) limit = Math.min(longest, Math.max(shortest, mean + spreads * spread));
    },
    missed: () => {
      limit = Math.min(longest, limit * 2);
    },
  };
}
