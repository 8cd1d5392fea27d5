import type { Checked } from '@strata/diagnostics';
import type { Expression } from '../syntax/ast';
import type { Value } from '../values/value';
import type { Scope } from './scope';

/** The value of an expression. With errors the value is unknown, or known in part. */
export function evaluate(expr: Expression, scope: Scope): Checked<Value> {
  throw new Error(`unfinished ${expr.kind} ${scope.parent}`);
}
