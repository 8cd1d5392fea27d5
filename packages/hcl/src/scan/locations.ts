import type { Position } from '@strata/diagnostics';
import { type Cursor, createCursor } from './point';
import { findStretches, type Stretches } from './stretches';
import type { TokenList } from './token-list';
import type { TokenPlaces } from './token-range';

/** Where tokens are, for people (line, column) and for tools (byte). */
export interface Locations extends TokenPlaces {
  /** Finds pieces of a token. */
  cursor(token: number): Cursor;
}

/** Finds the places of tokens. Asked for in order, each is found from where the one before was. */
export function locateTokens(tokens: TokenList, file: string): Locations {
  const { starts, ends, count } = tokens;
  let found: Stretches | undefined;
  let latest = 0;
  const position = (token: number, offset: number): Position => {
    found ??= findStretches(tokens);
    const stretches = found;
    const { firsts } = stretches;
    if (token < firsts[latest]! || token >= firsts[latest + 1]!)
      latest = findStretch(stretches, token, latest);
    return {
      line: stretches.lines[latest]!,
      column: offset - stretches.columnOrigins[latest]!,
      byte: offset - stretches.byteOrigins[latest]!,
    };
  };
  const start = (token: number) => position(token, starts[token]!);
  // Only spaces and tabs stand between tokens, so that a token ends where the next one begins but for those.
  const end = (token: number) => position(Math.min(token + 1, count - 1), ends[token]!);
  return {
    file,
    start,
    end,
    cursor: (token) => createCursor(tokens.text.slice(starts[token], ends[token]), file, start(token)),
  };
}

/** The stretch that a token is in: mostly the one after the latest. */
function findStretch({ firsts }: Stretches, token: number, latest: number): number {
  const next = latest + 1;
  if (next + 1 < firsts.length && firsts[next]! <= token && token < firsts[next + 1]!) return next;
  let low = 0;
  let high = firsts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle]! <= token) low = middle;
    else high = middle - 1;
  }
  return low;
}
