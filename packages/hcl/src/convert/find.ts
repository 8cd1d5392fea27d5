import { type CollectionType, type ObjectType, Type } from '../types/type';
import { withoutDynamic, withoutOptional } from '../types/walk';
import { marked } from '../values/mark';
import { refined } from '../values/refine';
import { lengthRange, type Refinement, rangeOf } from '../values/refinement';
import { type UnknownValue, Value } from '../values/value';
import type { Converter } from './converter';
import { mapToMap, mapToObject, objectToMap, objectToObject } from './mappings';
import { primitiveConverter } from './primitives';
import { sequenceConverter, tupleToTuple } from './sequences';

/** A way from one type to another. Unsafe ways may fail for some values: "x" is no number. */
export interface Want {
  readonly to: Type;
  readonly unsafe: boolean;
}

/** How to convert values of type `from`, or undefined when none of them can be. */
export function findConverter(from: Type, want: Want): Converter | undefined {
  const converter = findKnown(from, want);
  return converter && ((value) => convertAny(value, want.to, converter));
}

/** Unknown and null values only change their type. */
function convertAny(value: Value, to: Type, converter: Converter): Value {
  if (to.kind === 'dynamic') return value;
  if (value.kind !== 'unknown' && value.kind !== 'null') return marked(converter(value), value);
  const type = withoutDynamic(withoutOptional(to), value.type);
  return marked(value.kind === 'null' ? Value.null(type) : convertUnknown(value, type), value);
}

/** A collection keeps its length, but elements may become one in a set. */
function convertUnknown(value: UnknownValue, to: Type): Value {
  if (Type.equals(value.type, to)) return value;
  const known: Refinement = rangeOf(value).notNull ? { notNull: true } : {};
  if (!('element' in to)) return refined(to, known);
  const { min, max } = lengthRange(value);
  const minLength = to.kind === 'set' ? Math.min(min, 1) : min;
  return refined(to, { ...known, minLength, ...(Number.isFinite(max) && { maxLength: max }) });
}

function findKnown(from: Type, want: Want): Converter | undefined {
  const { to } = want;
  if (to.kind === 'dynamic' || Type.equals(from, to)) return (value) => value;
  if (from.kind === 'dynamic') return (value) => convertKnownDynamic(value, want);
  switch (to.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return primitiveConverter(from, want);
    case 'list':
    case 'set':
      return sequenceConverter(from, to, want.unsafe);
    case 'map':
      return findToMap(from, to, want.unsafe);
    case 'tuple':
      return from.kind === 'tuple' ? tupleToTuple(from, to, want.unsafe) : undefined;
    case 'object':
      return findToObject(from, to, want.unsafe);
    case 'capsule':
      return undefined;
  }
}

/** A value whose static type was open has a type after all. */
function convertKnownDynamic(value: Value, want: Want): Value {
  const converter = value.type.kind === 'dynamic' ? undefined : findConverter(value.type, want);
  return converter ? converter(value) : value;
}

function findToMap(from: Type, to: CollectionType, unsafe: boolean): Converter | undefined {
  if (from.kind === 'map') return mapToMap(from, to, unsafe);
  return from.kind === 'object' ? objectToMap(from, to, unsafe) : undefined;
}

function findToObject(from: Type, to: ObjectType, unsafe: boolean): Converter | undefined {
  if (from.kind === 'object') return objectToObject(from, to, unsafe);
  return from.kind === 'map' && unsafe ? mapToObject(from, to) : undefined;
}
