/** Where an action ends, and what it trims. */
export interface FoundAction {
  /** What stands between the braces, without the marks that trim. */
  readonly inside: string;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
  /** Behind the closing braces. */
  readonly end: number;
}

/** Finds where actions of one text end. */
export type FindAction = (start: number) => FoundAction | undefined;

const QUOTED = /"(?:[^"\\\n]|\\.)*"/uy;
const SPACE = /\s/u;

/**
 * Makes what finds the end of the action that opens at a place: comments and strings may hold `}}`, so they are stepped
 * over as a whole. What leads nowhere from one place leads nowhere from another, so it is tried once: a long script with
 * many open braces and quotes takes no longer than any other.
 */
export function createFindAction(text: string): FindAction {
  const dead = new Set<number>();
  const lastTick = text.lastIndexOf('`');
  const lastComment = text.lastIndexOf('*/');
  return (start) => {
    const open = start + 2;
    const trimsBefore = text[open] === '-' && SPACE.test(text[open + 1] ?? '');
    const from = trimsBefore ? open + 1 : open;
    const tried: number[] = [];
    for (let at = from; at < text.length && !dead.has(at); ) {
      const trimsAfter = text.startsWith('-}}', at);
      if (trimsAfter && !SPACE.test(text[at - 1] ?? '')) break;
      if (trimsAfter || text.startsWith('}}', at)) {
        const end = at + (trimsAfter ? 3 : 2);
        return { inside: text.slice(from, at), trimsBefore, trimsAfter, end };
      }
      tried.push(at);
      const next = step(at);
      if (next === undefined) break;
      at = next;
    }
    for (const at of tried) dead.add(at);
    return undefined;
  };

  /** Behind what stands at a place; undefined when it has no end. */
  function step(at: number): number | undefined {
    const mark = text[at];
    if (mark === '`') return at < lastTick ? text.indexOf('`', at + 1) + 1 : undefined;
    if (mark === '/' && text[at + 1] === '*')
      return at + 2 <= lastComment ? text.indexOf('*/', at + 2) + 2 : undefined;
    if (mark !== '"') return at + 1;
    QUOTED.lastIndex = at;
    return QUOTED.test(text) ? QUOTED.lastIndex : undefined;
  }
}
