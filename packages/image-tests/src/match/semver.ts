/** Whether a version, by its parts, lies in a range. */
export type Constraint = (version: string) => boolean | undefined;

interface Version {
  readonly numbers: readonly number[];
  readonly before: readonly string[];
}

const VERSION = /^(?<numbers>\d+\.\d+\.\d+)(?:-(?<before>[0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/u;

/** Semantic Versioning 2.0.0; undefined when the text is no such version. */
function parseVersion(text: string): Version | undefined {
  const { numbers, before } = VERSION.exec(text)?.groups ?? {};
  if (numbers === undefined) return undefined;
  return { numbers: numbers.split('.').map(Number), before: before?.split('.') ?? [] };
}

function compare(left: Version, right: Version): number {
  for (const [at, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return compareBefore(left.before, right.before);
}

/** A version without a mark like `-rc.1` comes after all that have one. */
function compareBefore(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [a, b] = [left[at], right[at]];
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
    if (a === b) continue;
    const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (isNumberA && isNumberB) return Number(a) - Number(b);
    if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
    return a < b ? -1 : 1;
  }
  return 0;
}

const OPERATORS: Readonly<Record<string, (difference: number) => boolean>> = {
  '>=': (difference) => difference >= 0,
  '<=': (difference) => difference <= 0,
  '!=': (difference) => difference !== 0,
  '==': (difference) => difference === 0,
  '>': (difference) => difference > 0,
  '<': (difference) => difference < 0,
  '!': (difference) => difference !== 0,
  '=': (difference) => difference === 0,
  '': (difference) => difference === 0,
};

/**
 * Ranges as goss's library reads them: comparisons beside each other hold together, `||` separates alternatives.
 *
 * @returns undefined when the text is no such range; the constraint gives undefined for what is no version
 */
export function parseConstraint(text: string): Constraint | undefined {
  const alternatives = text.split('||').map(parseAll);
  if (alternatives.some((alternative) => alternative === undefined)) return undefined;
  return (given) => {
    const version = parseVersion(given);
    return version && alternatives.some((alternative) => alternative?.every((holds) => holds(version)));
  };
}

function parseAll(text: string): readonly ((version: Version) => boolean)[] | undefined {
  // `< 1.5.0` is one comparison too.
  const words = text.trim().replace(/([<>=!])\s+/g, '$1');
  const comparisons = words.split(/\s+/).map((word) => {
    const [, operator = '', rest = ''] = /^([<>=!]*)(.*)$/su.exec(word) ?? [];
    const version = parseVersion(rest);
    const holds = OPERATORS[operator];
    return version && holds && ((given: Version) => holds(compare(given, version)));
  });
  const known = comparisons.filter((comparison) => comparison !== undefined);
  return known.length === comparisons.length ? known : undefined;
}
