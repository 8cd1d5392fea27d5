import { advance, beyondAscii, type Point } from './point';
import { Kind } from './token';
import type { TokenList } from './token-list';

/**
 * Tokens in a row on one line, of characters that are one column and one byte each: their places follow from their
 * offsets. Columns, by stretch.
 */
export interface Stretches {
  /** The first token of each, and behind them a number above all tokens. */
  readonly firsts: Int32Array;
  readonly lines: Int32Array;
  /** What to take off an offset to have its column, and its byte. */
  readonly columnOrigins: Int32Array;
  readonly byteOrigins: Int32Array;
}

/** Bytes of the mark that a file may start with. */
const markBytes = 3;

/** Goes over all tokens; a stretch ends with its line, or with a character that is not one byte. */
export function findStretches(tokens: TokenList): Stretches {
  const { text, kinds, starts, ends, count } = tokens;
  const ascii = !beyondAscii.test(text);
  const most = 1 + countUneven(tokens, ascii);
  const firsts = new Int32Array(most + 1);
  const lines = new Int32Array(most);
  const columnOrigins = new Int32Array(most);
  const byteOrigins = new Int32Array(most);
  const marked = text.charCodeAt(0) === 0xfeff;
  const point: Point = { line: 1, column: 1, byte: marked ? markBytes : 0 };
  let offset = marked ? 1 : 0;
  let stretch = 0;
  begin(0);
  for (let token = 0; token < count; token++) {
    if (!isUneven(kinds[token]!, ascii)) continue;
    const start = starts[token]!;
    point.column += start - offset;
    point.byte += start - offset;
    offset = ends[token]!;
    if (kinds[token] === Kind.newline || (ascii && isLineComment(tokens, token))) {
      point.line++;
      point.column = 1;
      point.byte += offset - start;
    } else advance(point, text.slice(start, offset));
    begin(token + 1);
  }
  firsts[stretch] = count + 1;
  return { firsts, lines, columnOrigins, byteOrigins };

  function begin(first: number): void {
    firsts[stretch] = first;
    lines[stretch] = point.line;
    columnOrigins[stretch] = offset - point.column;
    byteOrigins[stretch] = offset - point.byte;
    stretch++;
  }
}

/** Whether a token is a comment up to the end of its line, which holds the line break. */
function isLineComment({ text, kinds, ends }: TokenList, token: number): boolean {
  return kinds[token] === Kind.comment && text.charCodeAt(ends[token]! - 1) === 0x0a;
}

function countUneven({ kinds, count }: TokenList, ascii: boolean): number {
  let uneven = 0;
  for (let token = 0; token < count; token++) if (isUneven(kinds[token]!, ascii)) uneven++;
  return uneven;
}

/** Whether a token may hold line breaks, or characters that are more or less than a column and a byte each. */
function isUneven(kind: number, ascii: boolean): boolean {
  switch (kind) {
    case Kind.newline:
    case Kind.comment:
    case Kind.openHeredoc:
    case Kind.plainText:
    case Kind.quotedNewline:
    case Kind.invalid:
      return true;
    case Kind.identifier:
    case Kind.quotedText:
      return !ascii;
    default:
      return false;
  }
}
