import type { Position, Range } from '@strata/diagnostics';

/** Finds positions in a text by offsets in UTF-16 units. */
export type Places = (start: number, end: number) => Range;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** @param file the name that ranges give */
export function createPlaces(file: string, text: string): Places {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const getPosition = (offset: number): Position => {
    const line = findLine(starts, offset);
    const before = text.slice(starts[line], offset);
    return {
      line: line + 1,
      column: countCharacters(before) + 1,
      byte: Buffer.byteLength(text.slice(0, offset)),
    };
  };
  return (start, end) => ({ file, start: getPosition(start), end: getPosition(end) });
}

/** The last line that starts at or before the offset. */
function findLine(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function countCharacters(text: string): number {
  return /^[\t -~]*$/.test(text) ? text.length : [...segmenter.segment(text)].length;
}
