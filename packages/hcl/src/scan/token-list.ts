import type { Kind } from './token';

/** Tokens as columns of numbers: a file of 10 MB must not become ten million objects. */
export interface TokenList {
  readonly text: string;
  readonly count: number;
  readonly kinds: Uint8Array;
  /** Offsets into `text`, in UTF-16 units. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** The columns while a text is scanned: longer than their count. */
export type GrowingTokens = { -readonly [K in keyof TokenList]: TokenList[K] };

/** Templates have a token for five or six characters. */
const charactersPerToken = 4;
const leastCapacity = 64;

export function createTokens(text: string): GrowingTokens {
  const capacity = Math.max(leastCapacity, Math.ceil(text.length / charactersPerToken));
  return {
    text,
    count: 0,
    kinds: new Uint8Array(capacity),
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
  };
}

export function addToken(tokens: GrowingTokens, kind: Kind, start: number, end: number): void {
  const { count } = tokens;
  if (count === tokens.kinds.length) grow(tokens);
  tokens.kinds[count] = kind;
  tokens.starts[count] = start;
  tokens.ends[count] = end;
  tokens.count = count + 1;
}

function grow(tokens: GrowingTokens): void {
  const capacity = tokens.kinds.length * 2;
  tokens.kinds = copied(tokens.kinds, new Uint8Array(capacity));
  tokens.starts = copied(tokens.starts, new Int32Array(capacity));
  tokens.ends = copied(tokens.ends, new Int32Array(capacity));
}

function copied<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
