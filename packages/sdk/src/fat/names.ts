/** Letters before and after the dot of a short name. */
const BASE = 8;
const EXTENSION = 3;

const SHORT = /^[A-Z0-9!#$%&'()@^_`{}~-]{1,8}(?:\.[A-Z0-9!#$%&'()@^_`{}~-]{1,3})?$/;
const NOT_SHORT = /[^A-Z0-9!#$%&'()@^_`{}~-]/g;

/** Units of UTF-16 that a long name may have. */
const LONGEST = 255;

/** What makes a name impossible on a FAT disk; undefined when nothing does. */
export function getNameProblem(name: string): string | undefined {
  if (/["*/:<>?\\|\x00-\x1f]/.test(name))
    return 'FAT allows none of " * / : < > ? \\ | and no control characters';
  if (/[ .]$/.test(name)) return 'FAT allows no name that ends in a blank or a dot';
  if (name.length > LONGEST) return `FAT allows ${LONGEST} characters`;
  return undefined;
}

/** The 11 letters by which old systems know a file. */
export interface ShortName {
  readonly letters: string;
  /** Whether it says all: else the long name is written beside it. */
  readonly isWhole: boolean;
}

/**
 * Gives each file of a folder its short name: its own where that is one, else `LONGNA~1.TXT` with the first number that is
 * free. What is given depends on the names alone, in the order given.
 */
export function getShortNames(names: readonly string[]): ReadonlyMap<string, ShortName> {
  const whole = names.filter((name) => SHORT.test(name));
  const taken = new Set(whole.map(toLetters));
  const nextNumber = new Map<string, number>();
  return new Map(
    names.map((name): [string, ShortName] => {
      if (SHORT.test(name)) return [name, { letters: toLetters(name), isWhole: true }];
      const letters = findFree(name, taken, nextNumber);
      taken.add(letters);
      return [name, { letters, isWhole: false }];
    }),
  );
}

function toLetters(name: string): string {
  const [base = '', extension = ''] = name.split('.');
  return base.padEnd(BASE) + extension.padEnd(EXTENSION);
}

/** @param next the number to try first, by what stands before it: a folder may have thousands of names alike */
function findFree(name: string, taken: ReadonlySet<string>, next: Map<string, number>): string {
  const upper = name.toUpperCase().replaceAll(' ', '').replace(/^\.+/, '');
  const dot = upper.lastIndexOf('.');
  const base = fit(dot < 0 ? upper : upper.slice(0, dot)) || '_';
  const extension = dot < 0 ? '' : fit(upper.slice(dot + 1)).slice(0, EXTENSION);
  const stem = `${base}.${extension}`;
  for (let number = next.get(stem) ?? 1; ; number++) {
    const tail = `~${number}`;
    const letters = (base.slice(0, BASE - tail.length) + tail).padEnd(BASE) + extension.padEnd(EXTENSION);
    if (taken.has(letters)) continue;
    next.set(stem, number + 1);
    return letters;
  }
}

function fit(text: string): string {
  return text.replaceAll('.', '').replace(NOT_SHORT, '_');
}
