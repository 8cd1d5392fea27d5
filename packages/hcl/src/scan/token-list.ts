import { Kind } from './token';

/** Tokens as columns of numbers: a file of 10 MB must not become ten million objects. */
export interface TokenList {
  readonly text: string;
  readonly count: number;
  readonly kinds: Uint8Array;
  /** Offsets into `text`, in UTF-16 units. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Whether a backslash stands in any text in quotes. */
  readonly escapes: boolean;
  /** Whether any token has no place in any source. */
  readonly wrong: boolean;
}

/** The columns while a text is scanned: longer than their count. */
export type GrowingTokens = { -readonly [K in keyof TokenList]: TokenList[K] };

/** Templates have a token for five or six characters. */
const charactersPerToken = 4;
const leastCapacity = 64;

export function createTokens(text: string): GrowingTokens {
  const capacity = Math.max(leastCapacity, Math.ceil(text.length / charactersPerToken));
  const { kinds, starts, ends } = createColumns(capacity);
  return { text, count: 0, kinds, starts, ends, escapes: false, wrong: false };
}

type Columns = Pick<TokenList, 'kinds' | 'starts' | 'ends'>;

/** In one piece of memory: asking for three takes twice as long, which a file of few lines would feel. */
function createColumns(capacity: number): Columns {
  const bytes = capacity * Int32Array.BYTES_PER_ELEMENT;
  const memory = new ArrayBuffer(2 * bytes + capacity);
  return {
    kinds: new Uint8Array(memory, 2 * bytes, capacity),
    starts: new Int32Array(memory, 0, capacity),
    ends: new Int32Array(memory, bytes, capacity),
  };
}

export function addToken(tokens: GrowingTokens, kind: Kind, start: number, end: number): void {
  const { count } = tokens;
  if (count === tokens.kinds.length) grow(tokens);
  tokens.kinds[count] = kind;
  tokens.starts[count] = start;
  tokens.ends[count] = end;
  tokens.count = count + 1;
  if (kind >= Kind.bitwiseAnd) tokens.wrong = true;
}

function grow(tokens: GrowingTokens): void {
  const { kinds, starts, ends } = createColumns(tokens.kinds.length * 2);
  kinds.set(tokens.kinds);
  starts.set(tokens.starts);
  ends.set(tokens.ends);
  Object.assign(tokens, { kinds, starts, ends });
}
