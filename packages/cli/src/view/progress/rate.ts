/** How fast a number grows. */
export interface Rate {
  note(done: number, now: number): void;
  /** So much a second; undefined before anything can be said. */
  get(done: number, now: number): number | undefined;
}

/** Milliseconds looked back: over the whole time, a server that stalls would not be seen. */
const WINDOW = 5000;
/** Milliseconds between two marks that are kept, and before the first answer. */
const STEP = 1000;

/** Begins with nothing done. */
export function createRate(): Rate {
  let marks: { readonly done: number; readonly at: number }[] = [];
  return {
    note(done, now) {
      const last = marks.at(-1);
      // It began anew: another file, or a download that was refused and comes again.
      if (last && done < last.done) marks = [];
      if (marks.length === 0 || now - (last?.at ?? 0) >= STEP) marks.push({ done, at: now });
      while (marks[1] && now - marks[1].at >= WINDOW) marks.shift();
    },
    get(done, now) {
      const [first] = marks;
      if (!first || now - first.at < STEP) return undefined;
      return ((done - first.done) / (now - first.at)) * 1000;
    },
  };
}
