/** The Packer version whose template language this implements: `packer.version`, and what `required_version` is held against. */
export const LANGUAGE_VERSION = '1.16.0';

type Numbers = readonly [number, number, number];

const CONDITION = /^\s*(?<operator>=|!=|>=|<=|>|<|~>)?\s*v?(?<version>\d+(?:\.\d+){0,2})\s*$/u;

const TESTS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
};

/** Whether a version meets all conditions of `>= 1.7.0, < 2`; undefined when the text is no constraint. */
export function satisfies(version: string, constraint: string): boolean | undefined {
  const results = constraint.split(',').map((condition) => meets(version, condition));
  return results.includes(undefined) ? undefined : results.every((result) => result === true);
}

function meets(version: string, condition: string): boolean | undefined {
  const groups = CONDITION.exec(condition)?.groups;
  if (!groups?.version) return undefined;
  const { operator = '=', version: wanted } = groups;
  const order = compare(getNumbers(version), getNumbers(wanted));
  if (operator !== '~>') return TESTS[operator]?.(order);
  return order >= 0 && compare(getNumbers(version), getCeiling(wanted)) < 0;
}

function getNumbers(version: string): Numbers {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}

/** `~> 1.2` goes up to 2, `~> 1.2.3` up to 1.3. */
function getCeiling(version: string): Numbers {
  const [major, minor] = getNumbers(version);
  return version.split('.').length > 2 ? [major, minor + 1, 0] : [major + 1, 0, 0];
}

function compare(a: Numbers, b: Numbers): number {
  const index = a.findIndex((number, at) => number !== b[at]);
  return index === -1 ? 0 : (a[index] as number) - (b[index] as number);
}
