import type { Type } from '../types/type';
import type { Value } from '../values/value';

/** A value of another type, or what hinders it. `problem` is a sentence without a capital or a full stop: "a number is required". */
export type Conversion =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

/** Converts as an argument of that type is converted: "5" to 5, a tuple to a list, an object to a map. */
export function convert(value: Value, type: Type): Conversion {
  throw new Error(`unfinished ${value} ${type}`);
}
