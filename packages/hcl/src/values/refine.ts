import type { Type } from '../types/type';
import { compare } from './number/arithmetic';
import type { Refinement } from './refinement';
import { type UnknownValue, Value } from './value';

/** An unknown value of which more is known than its type; the value itself where only one is left. */
export function refined(type: Type, refinement: Refinement): Value {
  if (type.kind === 'dynamic') return Value.unknown(type);
  return (refinement.notNull && onlyValue(type, refinement)) || unknownWith(type, refinement);
}

function unknownWith(type: Type, refinement: Refinement): UnknownValue {
  const { prefix, minLength, ...rest } = refinement;
  const kept: Refinement = {
    ...rest,
    ...(prefix !== undefined && prefix !== '' && { prefix }),
    ...(minLength !== undefined && minLength > 0 && { minLength }),
  };
  return Object.keys(kept).length > 0 ? { ...Value.unknown(type), refinement: kept } : Value.unknown(type);
}

function onlyValue(type: Type, { lower, upper, minLength = 0, maxLength }: Refinement): Value | undefined {
  if (type.kind === 'number' && lower?.inclusive && upper?.inclusive) {
    return compare(lower.number, upper.number) === 0 ? Value.bigFloat(lower.number) : undefined;
  }
  if (!('element' in type) || maxLength === undefined || minLength !== maxLength) return undefined;
  if (type.kind === 'map') return maxLength === 0 ? Value.map(type.element, new Map()) : undefined;
  if (type.kind === 'set' && maxLength > 1) return undefined;
  const elements = Array.from({ length: maxLength }, () => Value.unknown(type.element));
  return type.kind === 'set' ? Value.set(type.element, elements) : Value.list(type.element, elements);
}

/** An unknown value that will not be null. */
export function unknownNotNull(type: Type): Value {
  return refined(type, { notNull: true });
}

/** The same value, known not to turn out null. */
export function asNotNull(value: Value): Value {
  if (value.kind !== 'unknown' || value.refinement?.notNull) return value;
  const { sensitive } = value;
  const result = refined(value.type, { ...value.refinement, notNull: true });
  return sensitive ? Value.sensitive(result) : result;
}
