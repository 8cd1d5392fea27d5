import type { Position, Range } from '@strata/diagnostics';
import { countGraphemes } from '../text/graphemes';

/** A position on its way through a text. */
export type Point = { -readonly [K in keyof Position]: Position[K] };

export const beyondAscii = /[^\x00-\x7f]/;

/** Moves a point over a text. */
export function advance(point: Point, text: string): void {
  const lineBreak = text.lastIndexOf('\n');
  if (lineBreak >= 0) {
    point.line += countLineBreaks(text);
    point.column = 1;
    point.byte += Buffer.byteLength(text.slice(0, lineBreak + 1));
  }
  advanceColumns(point, text.slice(lineBreak + 1));
}

/** Moves a point over a text without line breaks. */
export function advanceColumns(point: Point, text: string): void {
  const ascii = !beyondAscii.test(text);
  point.column += ascii ? text.length : countGraphemes(text);
  point.byte += ascii ? text.length : Buffer.byteLength(text);
}

function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The range of a piece of a text: its offset and its length in UTF-16 units. */
export type Cursor = (offset: number, length: number) => Range;

/** Finds pieces of a text that begins at `start`. Asked for in order: each is found from where the one before ended. */
export function createCursor(text: string, file: string, start: Position): Cursor {
  const point: Point = { ...start };
  let passed = 0;
  return (offset, length) => {
    advance(point, text.slice(passed, offset));
    const first = { ...point };
    passed = offset + length;
    advance(point, text.slice(offset, passed));
    return { file, start: first, end: { ...point } };
  };
}
