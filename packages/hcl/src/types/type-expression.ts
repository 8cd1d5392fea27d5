import type { Checked } from '@strata/diagnostics';
import type { Expression } from '../syntax/ast';
import type { Value } from '../values/value';
import type { Type } from './type';

/** A type with the defaults that its optional attributes have. */
export interface TypeConstraint {
  readonly type: Type;
  /** Fills in what optional attributes leave out; to be called before `convert`. */
  readonly applyDefaults: (value: Value) => Value;
}

/** Reads a type expression such as `list(object({ name = string, port = optional(number, 22) }))`. */
export function parseType(expr: Expression): Checked<TypeConstraint> {
  throw new Error(`unfinished ${expr}`);
}
