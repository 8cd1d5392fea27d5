import type { Matcher, RE2JS } from 're2js';
import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { failArgument } from '../failure';

/** What a match gives: an object of named groups, a tuple of unnamed ones, or the whole text without groups. */
export type Captures =
  | { readonly kind: 'whole' }
  | { readonly kind: 'groups'; readonly count: number }
  | { readonly kind: 'names'; readonly names: ReadonlyMap<string, number> };

export function capturesOf(pattern: RE2JS): Captures {
  const count = pattern.groupCount();
  const names = new Map(Object.entries(pattern.namedGroups()));
  if (count === 0) return { kind: 'whole' };
  if (names.size === 0) return { kind: 'groups', count };
  if (names.size === count) return { kind: 'names', names };
  return failArgument(0, 'invalid regexp pattern: cannot mix both named and unnamed capture groups');
}

export function captureType(captures: Captures): Type {
  switch (captures.kind) {
    case 'whole':
      return Type.string;
    case 'groups':
      return Type.tuple(Array.from({ length: captures.count }, () => Type.string));
    case 'names':
      return Type.object(new Map([...captures.names.keys()].map((name) => [name, Type.string])));
  }
}

/** The captures of the match that the matcher stands at. A group that took no part is null. */
export function captureValue(captures: Captures, matcher: Matcher): Value {
  const group = (index: number): Value => {
    const text = matcher.group(index);
    return text === null ? Value.null(Type.string) : Value.string(text);
  };
  switch (captures.kind) {
    case 'whole':
      return group(0);
    case 'groups':
      return Value.tuple(Array.from({ length: captures.count }, (_, i) => group(i + 1)));
    case 'names':
      return Value.object(new Map([...captures.names].map(([name, index]) => [name, group(index)])));
  }
}
