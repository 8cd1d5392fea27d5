import type { Position } from '@strata/diagnostics';
import { countGraphemes } from '../text/graphemes';

/** A position on its way through a text. */
export type Point = { -readonly [K in keyof Position]: Position[K] };

const beyondAscii = /[^\x00-\x7f]/;

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
