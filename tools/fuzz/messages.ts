import type { Finding } from './check';
import type { Input } from './input';

/** What a worker starts with: a stretch of a run, or nothing, to be given single inputs. */
export type Order =
  | {
      readonly kind: 'range';
      readonly seed: number;
      readonly from: number;
      readonly to: number;
      readonly corpus: boolean;
      /** Every so many inputs it is also measured how the work grows. */
      readonly growthEvery: number;
    }
  | { readonly kind: 'single' };

/** One input to be examined, in one of the two ways. */
export interface Question {
  readonly input: Input;
  readonly growth: boolean;
}

/** What a worker says; the index of a single input is 0. */
export type Report =
  | { readonly kind: 'found'; readonly index: number; readonly findings: readonly Finding[] }
  | { readonly kind: 'done'; readonly counts: Readonly<Record<string, number>> };

/** Places in the memory that a worker shares: the input it is at, and when it came to it. */
export const progress = { index: 0, since: 1, length: 2 } as const;

/** Milliseconds of a clock that goes on in every thread alike, small enough for 32 bits. */
export function tick(): number {
  return Number((process.hrtime.bigint() / 1_000_000n) & 0x7fffffffn);
}
