/** An action as it stands in a text. */
export interface FoundAction {
  readonly index: number;
  readonly source: string;
  /** What stands between the braces, without the marks that trim. */
  readonly inside: string;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

/**
 * The actions of a text, from left to right. Comments and strings may hold `}}`, so they are stepped over as a whole; a
 * `{{` from which no end is found is text, and the next one is tried. However many there are, each place of the text is
 * looked at once: where the walk from one place ends does not depend on where it began.
 */
export function findActions(text: string): readonly FoundAction[] {
  const actions: FoundAction[] = [];
  let start = text.indexOf('{{');
  if (start < 0) return actions;
  const findEnd = createEndFinder(text);
  while (start >= 0) {
    const trimsBefore = /\s/.test(text[start + 3] ?? '') && text[start + 2] === '-';
    const begin = start + (trimsBefore ? 3 : 2);
    const end = findEnd(begin);
    if (end < 0) {
      start = text.indexOf('{{', start + 1);
      continue;
    }
    const trimsAfter = text[end] === '-';
    const after = end + (trimsAfter ? 3 : 2);
    actions.push({
      index: start,
      source: text.slice(start, after),
      inside: text.slice(begin, end),
      trimsBefore,
      trimsAfter,
    });
    start = text.indexOf('{{', after);
  }
  return actions;
}

const none = -1;

/** Finds where the inside of an action ends that begins at a place: at `}}` or ` -}}`. */
function createEndFinder(text: string): (begin: number) => number {
  const next = findSpecials(text);
  const closeQuote = createQuoteFinder(text);
  const closeRaw = createMarkFinder(text, '`');
  const closeComment = createMarkFinder(text, '*/');
  const known = new Map<number, number>();
  /** Where the walk goes on behind what is special at a place. */
  const skip = (at: number): number => {
    if (text[at] === '"') return closeQuote(at + 1);
    return text[at] === '`' ? closeRaw(at + 1) : closeComment(at + '/*'.length);
  };
  return (begin) => {
    const passed: number[] = [];
    let end = none;
    for (let at = next[begin] ?? none; at >= 0; ) {
      const before = known.get(at);
      if (before !== undefined) {
        end = before;
        break;
      }
      passed.push(at);
      if (text[at] === '}' || text[at] === '-') {
        const ends = text[at] === '}' || /\s/.test(text[at - 1] ?? '');
        end = ends ? at : none;
        break;
      }
      const behind = skip(at);
      at = behind < 0 ? none : (next[behind] ?? none);
    }
    for (const at of passed) known.set(at, end);
    return end;
  };
}

/** For each place the next one, itself included, where a string, a comment or the end of an action begins. */
function findSpecials(text: string): Int32Array {
  const next = new Int32Array(text.length + 1).fill(none);
  for (let at = text.length - 1; at >= 0; at--)
    next[at] = isSpecial(text, at) ? at : (next[at + 1] as number);
  return next;
}

function isSpecial(text: string, at: number): boolean {
  switch (text[at]) {
    case '"':
    case '`':
      return true;
    case '/':
      return text[at + 1] === '*';
    case '}':
      return text[at + 1] === '}';
    case '-':
      return text.startsWith('}}', at + 1);
    default:
      return false;
  }
}

/** Finds the place behind the next mark. The last answer holds for all places between the question and the mark. */
function createMarkFinder(text: string, mark: string): (begin: number) => number {
  let from = 0;
  let found = from - 1;
  return (begin) => {
    if (begin < from || begin > found) {
      const next = text.indexOf(mark, begin);
      from = begin;
      found = next < 0 ? text.length : next;
    }
    return found === text.length ? none : found + mark.length;
  };
}

const unknown = -2;

/** Finds the place behind the quote that closes a string whose content begins at a place; it ends on its line. */
function createQuoteFinder(text: string): (begin: number) => number {
  let known: Int32Array | undefined;
  return (begin) => {
    known ??= new Int32Array(text.length + 2).fill(unknown);
    let at = begin;
    while (known[at] === unknown && at < text.length && !endsString(text, at))
      at += text[at] === '\\' ? 2 : 1;
    const before = known[at] as number;
    const close = before !== unknown ? before : text[at] === '"' ? at + 1 : none;
    for (let passed = begin; passed < at; passed += text[passed] === '\\' ? 2 : 1) known[passed] = close;
    return close;
  };
}

/** By its quote, or by the end of the line, which no string goes over. */
function endsString(text: string, at: number): boolean {
  return text[at] === '"' || text[at] === '\n' || (text[at] === '\\' && text[at + 1] === '\n');
}
