import { advance, beyondAscii, type Point } from './point';
import { Kind } from './token';
import type { TokenList } from './token-list';

/**
 * Tokens in a row on one line, of characters that are one column and one byte each: their places follow from their
 * offsets. Columns, by stretch.
 */
export interface Stretches {
  /** The first token of each. */
  readonly firsts: readonly number[];
  readonly lines: readonly number[];
  /** What to take off an offset to have its column, and its byte. */
  readonly columnOrigins: readonly number[];
  readonly byteOrigins: readonly number[];
}

/** Bytes of the mark that a file may start with. */
const markBytes = 3;

/** Goes over all tokens once; a stretch ends with its line, or with a character that is not one byte. */
export function findStretches(tokens: TokenList): Stretches {
  const { text, kinds, starts, ends, count } = tokens;
  const ascii = !beyondAscii.test(text);
  const firsts: number[] = [];
  const lines: number[] = [];
  const columnOrigins: number[] = [];
  const byteOrigins: number[] = [];
  const begin = (first: number, offset: number, { line, column, byte }: Point) => {
    firsts.push(first);
    lines.push(line);
    columnOrigins.push(offset - column);
    byteOrigins.push(offset - byte);
  };
  const marked = text.charCodeAt(0) === 0xfeff;
  const point: Point = { line: 1, column: 1, byte: marked ? markBytes : 0 };
  begin(0, marked ? 1 : 0, point);
  let offset = marked ? 1 : 0;
  for (let token = 0; token < count; token++) {
    if (!isUneven(kinds[token]!, ascii)) continue;
    const start = starts[token]!;
    point.column += start - offset;
    point.byte += start - offset;
    offset = ends[token]!;
    if (kinds[token] === Kind.newline) {
      point.line++;
      point.column = 1;
      point.byte += offset - start;
    } else advance(point, text.slice(start, offset));
    begin(token + 1, offset, point);
  }
  return { firsts, lines, columnOrigins, byteOrigins };
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
