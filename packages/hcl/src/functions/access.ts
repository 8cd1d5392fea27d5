import { type BigFloat, isZero, parts } from '../values/number/big-float';
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

/** Wider numbers mean nothing to any function: Go's are of 64 bits. */
const mostBits = 64;

/** The same for a number of up to 64 bits, exactly. */
export function wholeOf(value: Value | undefined, argument: number): bigint {
  const number = numberOf(value);
  if (number.form === 'infinite') return failArgument(argument, 'a whole number is required');
  const { mantissa, exponent } = parts(number);
  if (exponent < 0) return failArgument(argument, 'a whole number is required');
  const whole = exponent > mostBits ? undefined : mantissa << BigInt(exponent);
  if (whole === undefined || BigInt.asIntN(mostBits, whole) !== whole)
    return failArgument(argument, `a whole number of up to ${mostBits} bits is required`);
  return whole;
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
