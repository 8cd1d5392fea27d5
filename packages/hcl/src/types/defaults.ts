import { asNotNull } from '../values/refine';
import { Value } from '../values/value';

/** The values that optional attributes have where they are left out; parts are found by name, by position or, with "", all. */
export interface Defaults {
  readonly values: ReadonlyMap<string, Value>;
  readonly children: ReadonlyMap<string, Defaults>;
}

/** Fills in, at any depth, attributes that are missing or null. Lists come back as tuples, since their elements may now differ. */
export function applyDefaults(value: Value, defaults: Defaults): Value {
  if ('elements' in value) return applyToElements(value, defaults);
  return 'entries' in value ? applyToEntries(value, defaults) : value;
}

function applyToElements(value: Extract<Value, { elements: unknown }>, { children }: Defaults): Value {
  const elements = value.elements.map((element, i) => {
    const child = children.get('') ?? children.get(String(i));
    return child ? applyDefaults(element, child) : element;
  });
  const changed = elements.some((element, i) => element !== value.elements[i]);
  return changed ? { ...Value.tuple(elements), ...markOf(value) } : value;
}

function applyToEntries(value: Extract<Value, { entries: unknown }>, { values, children }: Defaults): Value {
  const entries = new Map(value.entries);
  for (const [name, fallback] of values) {
    const given = entries.get(name);
    if (given === undefined || given.kind === 'null') entries.set(name, fallback);
    else if (fallback.kind !== 'null') entries.set(name, asNotNull(given));
  }
  for (const [name, entry] of entries) {
    const child = children.get('') ?? children.get(name);
    if (child) entries.set(name, applyDefaults(entry, child));
  }
  return { ...Value.object(entries), ...markOf(value) };
}

function markOf({ sensitive }: Value): { readonly sensitive?: true } {
  return sensitive ? { sensitive } : {};
}
