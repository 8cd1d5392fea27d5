import type { Type } from '../types/type';
import type { Value } from './value';

/** A plain JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A known value as plain JSON; numbers beyond a double lose digits, unknown values become null. */
export function toJson(value: Value): Json {
  throw new Error(`unfinished ${value}`);
}

/** Plain JSON as a value, of the type it implies (tuples and objects) or converted to the given one. */
export function fromJson(json: Json, type?: Type): Value {
  throw new Error(`unfinished ${json} ${type}`);
}
