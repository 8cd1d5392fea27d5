import type { BaseFacts } from '@strata/sdk';

/**
 * What a new resolution changes, for review: a line for each fact that was added (`+`), removed (`-`) or is another
 * (`old → new`), in the order of their names.
 */
export function describeLockChange(before: BaseFacts | undefined, after: BaseFacts): string {
  const old = flatten(before ?? {});
  const current = flatten(after);
  const names = [...new Set([...old.keys(), ...current.keys()])].sort();
  const lines = names.flatMap((name) => describeFact(name, old.get(name), current.get(name)));
  if (lines.length === 0) return '  nothing has changed';
  return before === undefined ? summarise(current) : lines.join('\n');
}

function describeFact(name: string, old: string | undefined, current: string | undefined): readonly string[] {
  if (old === current) return [];
  if (old === undefined) return [`  + ${name} ${current}`];
  if (current === undefined) return [`  - ${name} ${old}`];
  return [`    ${name} ${old} → ${current}`];
}

/** Nobody reviews a first resolution line by line. */
function summarise(facts: ReadonlyMap<string, string>): string {
  const packages = [...facts.keys()].filter((name) => name.startsWith('packages ')).length;
  const rest = [...facts].filter(([name]) => !name.startsWith('packages '));
  const lines = rest.map(([name, value]) => `  + ${name} ${value}`);
  return [...lines, ...(packages > 0 ? [`  + ${packages} packages`] : [])].join('\n');
}

function flatten(value: unknown, name: readonly string[] = []): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[name.join(' '), shorten(value)]]);
  return new Map(Object.entries(value).flatMap(([key, item]) => [...flatten(item, [...name, key])]));
}

/** Digests are compared by eye by their beginnings. */
function shorten(value: unknown): string {
  return typeof value === 'string'
    ? value.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]{52}$/, '$1')
    : String(value);
}
