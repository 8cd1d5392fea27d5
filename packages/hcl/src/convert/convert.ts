import type { Type } from '../types/type';
import type { Value } from '../values/value';
import { ConversionFailure } from './converter';
import { findConverter } from './find';
import { mismatchMessage } from './mismatch';

/** A value of another type, or what hinders it: a text to put after a colon, such as "a number is required". */
export type Conversion =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

/** Converts as arguments are converted: "5" to 5, a tuple to a list, an object to a map. Marks stay. */
export function convert(value: Value, type: Type): Conversion {
  const converter = findConverter(value.type, { to: type, unsafe: true });
  if (converter === undefined) return { problem: mismatchMessage(value.type, type) };
  try {
    return { value: converter(value) };
  } catch (error) {
    if (error instanceof ConversionFailure) return { problem: error.message };
    throw error;
  }
}
