import { Value } from './value';

/** The value, marked when what it came from was. */
export function marked<T extends Value>(
  value: T,
  from: { readonly sensitive?: true } | boolean | undefined,
): T {
  const sensitive = typeof from === 'object' ? from.sensitive === true : from === true;
  return sensitive ? Value.sensitive(value) : value;
}

/** The value itself without its mark; what is inside keeps its own. */
export function unmarked<T extends Value>(value: T): T {
  if (!value.sensitive) return value;
  const { sensitive: _, ...plain } = value;
  return plain as T;
}
