import type { Value } from '../values/value';

/** Converts known values that are not null; throws `ConversionFailure`. */
export type Converter = (value: Value) => Value;

/** What hinders a conversion of this very value, though its type could be converted. Never leaves this folder. */
export class ConversionFailure extends Error {}
