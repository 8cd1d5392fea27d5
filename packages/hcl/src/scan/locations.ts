import type { Position, Range } from '@strata/diagnostics';
import { advance, beyondAscii, type Cursor, createCursor, type Point } from './point';
import { Kind } from './token';
import type { TokenList } from './token-list';

/** Where tokens are, for people (line, column) and for tools (byte). */
export interface Locations {
  readonly file: string;
  start(token: number): Position;
  end(token: number): Position;
  range(first: number, last: number): Range;
  /** Finds pieces of a token. */
  cursor(token: number): Cursor;
}

/**
 * Counts lines, columns and bytes once, token by token. Only spaces and tabs stand between tokens, so the end of a token
 * follows from the start of the next one.
 */
export function locateTokens(tokens: TokenList, file: string): Locations {
  const { text, kinds, starts, ends, count } = tokens;
  const lines = new Int32Array(count);
  const columns = new Int32Array(count);
  const bytes = new Int32Array(count);
  const marked = text.charCodeAt(0) === 0xfeff;
  const ascii = !beyondAscii.test(text);
  let line = 1;
  // What to take off an offset to have the column or the byte. Changes only where a line or a larger character ends.
  let columnOrigin = marked ? 0 : -1;
  let byteOrigin = marked ? 1 - markBytes : 0;
  for (let i = 0; i < count; i++) {
    lines[i] = line;
    columns[i] = starts[i]! - columnOrigin;
    bytes[i] = starts[i]! - byteOrigin;
    if (kinds[i] === Kind.newline) {
      line++;
      columnOrigin = ends[i]! - 1;
    } else if (isUneven(kinds[i]!, ascii)) {
      const point: Point = { line, column: columns[i]!, byte: bytes[i]! };
      advance(point, text.slice(starts[i]!, ends[i]!));
      line = point.line;
      columnOrigin = ends[i]! - point.column;
      byteOrigin = ends[i]! - point.byte;
    }
  }
  const start = (i: number): Position => ({ line: lines[i]!, column: columns[i]!, byte: bytes[i]! });
  const end = (i: number): Position => {
    if (i + 1 >= count) return start(i);
    const gap = starts[i + 1]! - ends[i]!;
    return { line: lines[i + 1]!, column: columns[i + 1]! - gap, byte: bytes[i + 1]! - gap };
  };
  return {
    file,
    start,
    end,
    range: (first, last) => ({ file, start: start(first), end: end(last) }),
    cursor: (i) => createCursor(tokens.text.slice(starts[i], ends[i]), file, start(i)),
  };
}

/** Bytes of the mark that a file may start with. */
const markBytes = 3;

/** Whether a token may hold line breaks, or characters that are more or less than a column and a byte each. */
function isUneven(kind: number, ascii: boolean): boolean {
  switch (kind) {
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
