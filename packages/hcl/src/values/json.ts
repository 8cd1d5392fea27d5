import { convert } from '../convert/convert';
import { Type } from '../types/type';
import { writtenPrecision } from './number/big-float';
import { toDouble } from './number/double';
import { parseNumber } from './number/parse';
import { Value } from './value';

/** A plain JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value as plain JSON. Numbers become doubles; unknown values, capsules and infinities become null. */
export function toJson(value: Value): Json {
  switch (value.kind) {
    case 'string':
      return value.string;
    case 'bool':
      return value.bool;
    case 'number': {
      const double = toDouble(value.number);
      return Number.isFinite(double) ? double : null;
    }
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements.map(toJson);
    case 'map':
    case 'object':
      return recordOf(value.entries);
    default:
      return null;
  }
}

/** Own properties only, so that a key such as `__proto__` is one too. */
function recordOf(entries: ReadonlyMap<string, Value>): Json {
  return Object.fromEntries([...entries].map(([key, entry]) => [key, toJson(entry)]));
}

/** Plain JSON as a value: of the type it implies (tuples and objects), or of the given one. Throws when it is of neither. */
export function fromJson(json: Json, type?: Type): Value {
  const value = implied(json);
  if (type === undefined) return value;
  const converted = convert(value, type);
  if (converted.value === undefined) throw new TypeError(converted.problem);
  return converted.value;
}

function implied(json: Json): Value {
  if (json === null) return Value.null(Type.dynamic);
  if (typeof json === 'string') return Value.string(json);
  if (typeof json === 'boolean') return Value.bool(json);
  if (typeof json === 'number') return Value.bigFloat(parseNumber(String(json), writtenPrecision)!);
  if (Array.isArray(json)) return Value.tuple(json.map(implied));
  return Value.object(new Map(Object.entries(json).map(([key, entry]) => [key, implied(entry)])));
}
