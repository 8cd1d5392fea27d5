import type { Range } from '@strata/diagnostics';
import { JoinedRange, LateRange, TokenEnd, TokenRange } from '../scan/token-range';

/** From the start of the one to the end of the other. */
export function between(first: Range, last: Range): Range {
  if (first instanceof TokenRange && last instanceof TokenRange && first.places === last.places) {
    return new TokenRange(first.places, first.first, last.last);
  }
  if (first instanceof LateRange || last instanceof LateRange) return new JoinedRange(first, last);
  return { file: first.file, start: first.start, end: last.end };
}

/** The empty stretch at the end of a range. */
export function endOf(range: Range): Range {
  if (range instanceof TokenRange) return new TokenEnd(range.places, range.last);
  return { file: range.file, start: range.end, end: range.end };
}

/** The empty stretch at the start of a range. */
export function startOf({ file, start }: Range): Range {
  return { file, start, end: start };
}
