import { quote } from '../text/quote';
import type { CollectionType, ObjectType, Type } from '../types/type';
import { withoutOptional } from '../types/walk';
import { type MappingValue, Value } from '../values/value';
import { ConversionFailure, type Converter } from './converter';
import { planElements, settleElements } from './elements';
import { findConverter } from './find';
import { mismatchMessage } from './mismatch';

export function mapToMap(from: CollectionType, to: CollectionType, unsafe: boolean): Converter | undefined {
  const element = to.element.kind === 'dynamic' ? from.element : to.element;
  const converter = findConverter(from.element, { to: element, unsafe });
  if (converter === undefined) return undefined;
  return (value) => {
    const { entries } = value as MappingValue;
    return mapOf([...entries.keys()], [...entries.values()].map(converter), element);
  };
}

export function objectToMap(from: ObjectType, to: CollectionType, unsafe: boolean): Converter | undefined {
  if (from.attributes.size === 0) return () => Value.map(withoutOptional(to.element), new Map());
  const plan = planElements([...from.attributes.values()], to.element, unsafe);
  if (plan === undefined) return undefined;
  return (value) => {
    const { entries } = value as MappingValue;
    const values = [...entries.values()].map((entry, i) => plan.converters[i]!(entry));
    return mapOf([...entries.keys()], values, plan.element);
  };
}

function mapOf(keys: readonly string[], entries: readonly Value[], constraint: Type): Value {
  const { values, element } = settleElements(entries, constraint, 'map');
  return Value.map(element, new Map(keys.map((key, i) => [key, values[i] as Value])));
}

/** Drops what the object does not have, adds nulls for what it may leave out. */
export function objectToObject(from: ObjectType, to: ObjectType, unsafe: boolean): Converter | undefined {
  const converters = new Map<string, Converter>();
  for (const [name, type] of to.attributes) {
    const own = from.attributes.get(name);
    if (own === undefined && !to.optional.has(name)) return undefined;
    const converter = own && findConverter(own, { to: type, unsafe });
    if (own !== undefined && converter === undefined) return undefined;
    if (converter !== undefined) converters.set(name, converter);
  }
  return (value) => {
    const { entries } = value as MappingValue;
    return objectOf(to, (name) => converters.get(name)?.(entries.get(name) as Value));
  };
}

function objectOf(to: ObjectType, get: (name: string, type: Type) => Value | undefined): Value {
  const entries = new Map<string, Value>();
  for (const [name, type] of to.attributes)
    entries.set(name, get(name, type) ?? Value.null(withoutOptional(type)));
  return Value.object(entries);
}

/** A map has what it has: whether that is enough, and converts, shows only with its value. */
export function mapToObject(from: CollectionType, to: ObjectType): Converter | undefined {
  const required = [...to.attributes].filter(([name]) => !to.optional.has(name));
  if (required.some(([, type]) => findConverter(from.element, { to: type, unsafe: true }) === undefined))
    return undefined;
  return (value) => {
    const { entries } = value as MappingValue;
    return objectOf(to, (name, type) => {
      const entry = entries.get(name);
      if (entry !== undefined) return convertEntry(name, entry, type);
      if (to.optional.has(name)) return undefined;
      throw new ConversionFailure(`map has no element for required attribute ${quote(name)}`);
    });
  };
}

function convertEntry(name: string, entry: Value, to: Type): Value {
  const converter = findConverter(entry.type, { to, unsafe: true });
  if (converter) return converter(entry);
  throw new ConversionFailure(
    `map element type is incompatible with attribute ${quote(name)}: ${mismatchMessage(entry.type, to)}`,
  );
}
