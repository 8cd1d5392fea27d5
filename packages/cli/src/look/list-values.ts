import type { Value } from '@strata/hcl';
import { formatValue } from './format-value';
import { quote } from './quote';
import type { Looked } from './read-template';

/** Variables and locals with their values, sorted: what `inspect` and the console's `variables` show. */
export function listValues({ template, scope }: Looked): string {
  const locals = getLocals(scope);
  const rows = (root: string, values: readonly (readonly [string, Value])[]) =>
    [...values]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${root}.${name}: ${quote(formatValue(value))}\n`)
      .join('');
  const variables = [...template.variables].map(([name, { value }]) => [name, value] as const);
  return `> input-variables:\n\n${rows('var', variables)}\n> local-variables:\n\n${rows('local', [...locals])}`;
}

/** The values of locals; what could not be evaluated is unknown. */
export function getLocals(scope: Looked['scope']): ReadonlyMap<string, Value> {
  const root = scope.variables?.get('local') ?? scope.parent?.variables?.get('local');
  return root?.kind === 'object' ? root.entries : new Map();
}
