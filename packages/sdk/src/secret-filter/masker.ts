import type { PatternSet } from './pattern';

/** Filters one stream of bytes. What comes out is at most as much as came in, and never ends within a character. */
export interface Masker {
  /** Gives what can be shown by now; the beginning of what may be a secret is held back. */
  push(chunk: Buffer): Buffer;
  /** Gives what was held back: the stream is at its end. */
  end(): Buffer;
}

const MASK = Buffer.from('<sensitive>');

export function maskWhole(patterns: PatternSet, data: Buffer): Buffer {
  return Buffer.concat(scan(patterns, { data, covered: 0, last: true }).output);
}

export function createMasker(patterns: PatternSet): Masker {
  let held: Buffer = Buffer.alloc(0);
  let covered = 0;
  const run = (chunk: Buffer, last: boolean): Buffer => {
    const data = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const result = scan(patterns, { data, covered, last });
    // A copy: the caller may use the chunk's memory again.
    held = Buffer.from(data.subarray(result.rest));
    covered = result.covered;
    return Buffer.concat(result.output);
  };
  return { push: (chunk) => run(chunk, false), end: () => run(Buffer.alloc(0), true) };
}

interface Piece {
  readonly data: Buffer;
  /** Bytes at the start of `data` whose mask was given out already. */
  readonly covered: number;
  /** Nothing follows: what may be the beginning of a secret is none. */
  readonly last: boolean;
}

interface Scanned {
  readonly output: readonly Buffer[];
  /** Where the data begins that waits for more. */
  readonly rest: number;
  /** Bytes of the rest that were masked already. */
  readonly covered: number;
}

/** Secrets that overlap become one mask, so that no end of one sticks out of another. */
function scan(patterns: PatternSet, { data, covered, last }: Piece): Scanned {
  const output: Buffer[] = [];
  let shown = covered;
  let masked = covered;
  let at = 0;
  for (; at < data.length; at++) {
    const { end, open } = patterns.match(data, at);
    if (open && !last) break;
    if (end === undefined || end <= masked) continue;
    if (at >= masked) {
      output.push(data.subarray(shown, at), MASK);
    }
    masked = end;
    shown = end;
  }
  const rest = last ? at : Math.min(at, Math.max(masked, getWholeCharacters(data)));
  if (rest > shown) output.push(data.subarray(shown, rest));
  return { output, rest, covered: Math.max(0, masked - rest) };
}

/** The length of the data without a UTF-8 character that has only begun. */
function getWholeCharacters(data: Buffer): number {
  for (let back = 1; back <= Math.min(3, data.length); back++) {
    const byte = data[data.length - back]!;
    if (byte < 0x80) break;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
    if (length > 0) return length > back ? data.length - back : data.length;
  }
  return data.length;
}
