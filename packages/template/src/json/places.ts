import type { Position, Range } from '@strata/diagnostics';

/** Turns offsets into a text (UTF-16 units) into places of a file. */
export function createPlaces(text: string, file: string): (start: number, end: number) => Range {
  const starts = [0, ...Array.from(text.matchAll(/\n/gu), ({ index }) => index + 1)];
  const ascii = /^[\0-\x7f]*$/u.test(text);
  const getPosition = (offset: number): Position => {
    const line = findLine(starts, offset);
    const before = text.slice(starts[line], offset);
    return {
      line: line + 1,
      column: (ascii ? before.length : countLetters(before)) + 1,
      byte: ascii ? offset : Buffer.byteLength(text.slice(0, offset)),
    };
  };
  return (start, end) => ({ file, start: getPosition(start), end: getPosition(end) });
}

/** The last line that starts at or before the offset. */
function findLine(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

let segmenter: Intl.Segmenter | undefined;

function countLetters(text: string): number {
  segmenter ??= new Intl.Segmenter('en');
  return [...segmenter.segment(text)].length;
}
