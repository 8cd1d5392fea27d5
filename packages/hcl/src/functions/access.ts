import { type BigFloat, isZero } from '../values/number/big-float';
import type { Value } from '../values/value';
import { failArgument } from './failure';

/** The text of an argument whose parameter is a string. */
export function textOf(value: Value | undefined): string {
  if (value?.kind !== 'string') throw new TypeError(`a string was expected, not ${value?.kind}`);
  return value.string;
}

/** The number of an argument whose parameter is a number. */
export function numberOf(value: Value | undefined): BigFloat {
  if (value?.kind !== 'number') throw new TypeError(`a number was expected, not ${value?.kind}`);
  return value.number;
}

/** The number of an argument that must be a whole one of ordinary size. */
export function integerOf(value: Value | undefined, argument: number): number {
  const number = numberOf(value);
  if (isZero(number)) return 0;
  return number.form === 'integer' ? number.value : failArgument(argument, 'a whole number is required');
}

/** The elements of a known sequence, or the values of a mapping in the order of their keys. */
export function elementsOf(value: Value | undefined): readonly Value[] {
  if (value && 'elements' in value) return value.elements;
  if (value && 'entries' in value) return [...value.entries.values()];
  throw new TypeError(`a collection was expected, not ${value?.kind}`);
}

/** The entries of a known map or object. */
export function entriesOf(value: Value | undefined): ReadonlyMap<string, Value> {
  if (value && 'entries' in value) return value.entries;
  throw new TypeError(`a map was expected, not ${value?.kind}`);
}
