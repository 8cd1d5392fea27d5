import type { Range } from '@strata/diagnostics';

/** From the start of the one to the end of the other. */
export function between(first: Range, last: Range): Range {
  return { file: first.file, start: first.start, end: last.end };
}
