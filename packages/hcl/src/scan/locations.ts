import type { Position, Range } from '@strata/diagnostics';
import { advance, advanceColumns, type Cursor, createCursor, type Point } from './point';
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
  const { starts, ends, count } = tokens;
  const lines = new Int32Array(count);
  const columns = new Int32Array(count);
  const bytes = new Int32Array(count);
  const point: Point = { line: 1, column: 1, byte: starts[0] === 1 && tokens.text[0] === '\ufeff' ? 3 : 0 };
  let previousEnd = point.byte === 3 ? 1 : 0;
  for (let i = 0; i < count; i++) {
    const gap = starts[i]! - previousEnd;
    point.column += gap;
    point.byte += gap;
    lines[i] = point.line;
    columns[i] = point.column;
    bytes[i] = point.byte;
    previousEnd = ends[i]!;
    advanceToken(point, tokens, i);
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

/** Kinds whose text may hold line breaks. */
const manyLines: ReadonlySet<number> = new Set<Kind>([
  Kind.newline,
  Kind.comment,
  Kind.openHeredoc,
  Kind.plainText,
  Kind.quotedNewline,
  Kind.invalid,
]);

/** Symbols, the most frequent tokens, are only added up. */
function advanceToken(point: Point, tokens: TokenList, i: number): void {
  const length = tokens.ends[i]! - tokens.starts[i]!;
  const kind = tokens.kinds[i]!;
  const text = () => tokens.text.slice(tokens.starts[i]!, tokens.ends[i]!);
  if (manyLines.has(kind)) {
    advance(point, text());
    return;
  }
  if (kind === Kind.identifier || kind === Kind.quotedText) {
    advanceColumns(point, text());
    return;
  }
  point.column += length;
  point.byte += length;
}
