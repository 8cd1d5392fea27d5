import { goTo, type Output, put, putBreak, putIndicator } from './output';
import { isPrintable } from './quoted';

/** Columns that one level takes. */
export const step = 2;

const lineBreak = /[\n\u2028\u2029]/;

/** Whether a text can stand as it is behind a `|`: not with invisible characters, or space at the end of a line. */
export function canBeLiteral(text: string): boolean {
  if (/ (?:$|[\n\u2028\u2029])/.test(text)) return false;
  for (const character of text) if (character !== '\n' && !isPrintable(character)) return false;
  return true;
}

/** Writes a text of several lines as it is, each line from the column on. */
export function putLiteral(output: Output, text: string, column: number): void {
  putIndicator(output, `|${/^[ \n\u2028\u2029]/.test(text) ? step : ''}${chomping(text)}`);
  putBreak(output);
  output.spaced = true;
  output.indented = true;
  for (const piece of text.split(/([\n\u2028\u2029])/)) {
    if (piece === '') continue;
    if (lineBreak.test(piece)) {
      putBreak(output, piece);
      output.indented = true;
    } else {
      goTo(output, column);
      put(output, piece, [...piece].length);
      output.indented = false;
    }
  }
}

/** What becomes of the breaks at the end: `-` for none, `+` for several; one needs no sign. */
function chomping(text: string): string {
  if (!lineBreak.test(text.at(-1) as string)) return '-';
  return text.length === 1 || lineBreak.test(text.at(-2) as string) ? '+' : '';
}
