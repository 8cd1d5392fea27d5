/** What may stand at one place of a pattern; an empty text means that the place may be left out. */
export type Place = readonly Buffer[];

/** A text in all its spellings: one place after the other. */
export type Pattern = readonly Place[];

/** The end of the longest match, if any; `open` when more data could make it longer, or make it one. */
export interface Match {
  readonly end: number | undefined;
  readonly open: boolean;
}

/** Patterns found by the bytes with which they may begin. */
export interface PatternSet {
  readonly size: number;
  /** Takes patterns of three bytes or more. */
  add(pattern: Pattern): void;
  /** Matches all patterns that could begin at `at`. */
  match(data: Buffer, at: number): Match;
}

const NONE: Match = { end: undefined, open: false };
/** Bytes of the index. Two let so many places through that a log of a megabyte took half a minute. */
const PREFIX = 3;

export function createPatternSet(): PatternSet {
  const patterns: Pattern[] = [];
  const byPrefix = new Map<number, Pattern[]>();
  const match = (candidates: readonly Pattern[], data: Buffer, at: number) =>
    candidates.map((pattern) => matchPattern(pattern, data, at)).reduce(getLonger, NONE);
  return {
    get size() {
      return patterns.length;
    },
    add(pattern) {
      patterns.push(pattern);
      for (const prefix of getPrefixes(pattern))
        byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), pattern]);
    },
    match(data, at) {
      if (patterns.length === 0) return NONE;
      if (at + PREFIX > data.length) return match(patterns, data, at);
      const candidates = byPrefix.get(data.readUIntBE(at, PREFIX));
      return candidates ? match(candidates, data, at) : NONE;
    },
  };
}

function getPrefixes(pattern: Pattern): ReadonlySet<number> {
  let begun: readonly Buffer[] = [Buffer.alloc(0)];
  for (const place of pattern) {
    if (begun.every((prefix) => prefix.length >= PREFIX)) break;
    begun = begun.flatMap((prefix) =>
      prefix.length >= PREFIX ? [prefix] : place.map((spelling) => Buffer.concat([prefix, spelling])),
    );
  }
  return new Set(begun.map((prefix) => prefix.readUIntBE(0, PREFIX)));
}

function getLonger(a: Match, b: Match): Match {
  const end = a.end === undefined ? b.end : Math.max(a.end, b.end ?? 0);
  return { end, open: a.open || b.open };
}

/** Follows all spellings at once, so that an ambiguous text costs no more than a plain one. */
function matchPattern(pattern: Pattern, data: Buffer, at: number): Match {
  let reached: readonly number[] = [at];
  let open = false;
  for (const place of pattern) {
    const next = new Set<number>();
    for (const offset of reached) {
      for (const spelling of place) {
        const found = compare(spelling, data, offset);
        if (found === 'open') open = true;
        if (found === 'same') next.add(offset + spelling.length);
      }
    }
    if (next.size === 0) return { end: undefined, open };
    reached = [...next];
  }
  return { end: Math.max(...reached), open };
}

/** `open`: the data ends before the two differ. */
function compare(spelling: Buffer, data: Buffer, at: number): 'same' | 'other' | 'open' {
  for (let index = 0; index < spelling.length; index++) {
    if (at + index === data.length) return 'open';
    if (spelling[index] !== data[at + index]) return 'other';
  }
  return 'same';
}
