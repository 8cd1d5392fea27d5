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

/** Collects tokens while a text is scanned. */
export interface TokenSink {
  add(kind: Kind, start: number, end: number): void;
  finish(): TokenList;
}

export function createTokenSink(text: string): TokenSink {
  let capacity = Math.max(64, text.length >> 2);
  let kinds = new Uint8Array(capacity);
  let starts = new Int32Array(capacity);
  let ends = new Int32Array(capacity);
  let count = 0;
  const grow = () => {
    capacity *= 2;
    kinds = copied(kinds, new Uint8Array(capacity));
    starts = copied(starts, new Int32Array(capacity));
    ends = copied(ends, new Int32Array(capacity));
  };
  return {
    add(kind, start, end) {
      if (count === capacity) grow();
      kinds[count] = kind;
      starts[count] = start;
      ends[count] = end;
      count++;
    },
    finish: () => ({ text, count, kinds, starts, ends }),
  };
}

function copied<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
