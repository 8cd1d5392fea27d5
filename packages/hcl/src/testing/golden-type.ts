import type { Type } from '../types/type';
import { type GoldenType, readType } from './golden-value';

/** A type where it is a field of a case. */
export interface TypeField {
  readonly $ctytype: GoldenType;
}

export function typeOf(field: TypeField): Type {
  return readType(field.$ctytype);
}
