import { conforms } from '../types/conforms';
import type { Type } from '../types/type';
import { compare } from './number/arithmetic';
import { type BigFloat, countedPrecision, safeInteger } from './number/big-float';
import type { UnknownValue, Value } from './value';

/** An end of a range of numbers. */
export interface Bound {
  readonly number: BigFloat;
  readonly inclusive: boolean;
}

/**
 * What is known of an unknown value beside its type, as far as operations could tell: a text that starts with "foo-" is
 * never equal to "bar". Upstream calls it the same.
 */
export interface Refinement {
  readonly notNull?: true;
  /** Strings: what they start with, whatever may follow. */
  readonly prefix?: string;
  /** Numbers. */
  readonly lower?: Bound;
  readonly upper?: Bound;
  /** Collections: how many elements there are at least; absent for none. */
  readonly minLength?: number;
  /** Collections: how many elements there are at most. */
  readonly maxLength?: number;
}

const nothing: Refinement = {};
const notNull: Refinement = { notNull: true };

/** What is known of any value: of a known one its range is the value itself. */
export function rangeOf(value: Value): Refinement {
  switch (value.kind) {
    case 'unknown':
      return value.refinement ?? nothing;
    case 'null':
      return nothing;
    case 'string':
      return { notNull: true, prefix: value.string };
    case 'number': {
      const bound = { number: value.number, inclusive: true };
      return { notNull: true, lower: bound, upper: bound };
    }
    case 'list':
    case 'map':
    case 'set':
      return { notNull: true, ...lengthsOf(value) };
    default:
      return notNull;
  }
}

/** Unknown elements of a set may turn out to be one and the same. */
function lengthsOf(value: Extract<Value, { kind: 'list' | 'map' | 'set' | 'tuple' | 'object' }>): Refinement {
  if ('entries' in value) return { minLength: value.entries.size, maxLength: value.entries.size };
  const { length } = value.elements;
  const distinct = value.kind !== 'set' || value.elements.every(({ kind }) => kind !== 'unknown');
  return { minLength: distinct ? length : Math.min(length, 1), maxLength: length };
}

export function isNeverNull(value: Value): boolean {
  return value.kind !== 'null' && rangeOf(value).notNull === true;
}

/** How many elements a collection has at least and at most, by its value or by its type. */
export function lengthRange(value: Value): { readonly min: number; readonly max: number } {
  if (value.type.kind === 'tuple') return exactly(value.type.elements.length);
  if (value.type.kind === 'object') return exactly(value.type.attributes.size);
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = rangeOf(value);
  return { min: minLength, max: maxLength };
}

function exactly(length: number): { readonly min: number; readonly max: number } {
  return { min: length, max: length };
}

/** Whether a known value may turn out to be what the unknown one is. */
export function mayBe(unknown: UnknownValue, known: Value): boolean {
  const range = rangeOf(unknown);
  if (known.kind === 'null') return range.notNull !== true;
  if (!typesMayMeet(unknown.type, known.type)) return false;
  if (known.kind === 'string') return known.string.startsWith(range.prefix ?? '');
  if (known.kind === 'number') return isWithin(known.number, range);
  const { min, max } = lengthRange(known);
  return max >= (range.minLength ?? 0) && min <= (range.maxLength ?? Number.POSITIVE_INFINITY);
}

/** Whether there may be a value of both types; parts of either may not be known yet. */
export function typesMayMeet(a: Type, b: Type): boolean {
  return conforms(a, b) || conforms(b, a);
}

function isWithin(number: BigFloat, { lower, upper }: Refinement): boolean {
  const low = lower ? compare(number, lower.number) : 1;
  const high = upper ? compare(number, upper.number) : -1;
  return (low > 0 || (low === 0 && lower!.inclusive)) && (high < 0 || (high === 0 && upper!.inclusive));
}

/** The range of the lengths that an unknown collection may have: a whole number, never null. */
export function lengthRefinement({ min, max }: { readonly min: number; readonly max: number }): Refinement {
  const bound = (length: number): Bound => ({
    number: safeInteger(length, countedPrecision),
    inclusive: true,
  });
  return { notNull: true, lower: bound(min), ...(Number.isFinite(max) && { upper: bound(max) }) };
}
