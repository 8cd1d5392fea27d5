import type { Range } from '@strata/diagnostics';
import type { LiteralExpression } from '../syntax/ast';
import { Type } from '../types/type';
import { Value } from '../values/value';

/** Stands where an expression could not be read. */
export function placeholder(range: Range): LiteralExpression {
  return { kind: 'literal', value: Value.unknown(Type.dynamic), range };
}
