import type { Checked, Diagnostic } from '@strata/diagnostics';
import { evaluateJson } from '../json/evaluate';
import type { Expression } from '../syntax/ast';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { maxParts, maxWeight, weigh } from '../values/weight';
import { evaluateBinary } from './binary';
import { evaluateCall } from './call';
import { evaluateConditional } from './conditional';
import { type Context, dropRepeated, type Evaluator, mostRounds, report, withVariables } from './context';
import { explain, noteOrigins, type Origins } from './explain';
import { evaluateFor } from './for';
import { getIndex } from './index-value';
import { evaluateKey, evaluateObject } from './object';
import type { Scope } from './scope';
import { evaluateSplat } from './splat';
import { evaluateJoin, evaluateTemplate } from './template';
import { evaluateTraversal, followSteps } from './traversal';
import { evaluateTuple } from './tuple';
import { evaluateUnary } from './unary';

/**
 * The value of an expression. With errors the value is unknown, or known in part; the problems tell the values of the
 * names that the failing part of the expression used.
 */
export function evaluate(expr: Expression, scope: Scope): Checked<Value> {
  const diagnostics: Diagnostic[] = [];
  const origins: Origins = new WeakMap();
  const budget = { rounds: mostRounds };
  const value = evaluateIn(expr, { scope, elements: new Map(), diagnostics, origins, budget });
  return {
    value,
    diagnostics: diagnostics.length > 0 ? explain(dropRepeated(diagnostics), origins) : diagnostics,
  };
}

const evaluators: { readonly [K in Expression['kind']]: Evaluator<K> } = {
  literal: ({ value }) => value,
  template: evaluateTemplate,
  wrap: ({ expr }, context) => evaluateIn(expr, context),
  join: evaluateJoin,
  traversal: ({ traversal }, context) => evaluateTraversal(traversal, context),
  relative: ({ source, steps }, context) => followSteps(evaluateIn(source, context), steps, context),
  call: evaluateCall,
  conditional: evaluateConditional,
  index: (expr, context) =>
    getIndex(evaluateIn(expr.source, context), evaluateIn(expr.key, context), {
      context,
      range: expr.bracketRange,
    }),
  splat: evaluateSplat,
  element: (expr, context) => context.elements.get(expr) ?? Value.unknown(Type.dynamic),
  tuple: evaluateTuple,
  object: evaluateObject,
  key: evaluateKey,
  for: evaluateFor,
  unary: evaluateUnary,
  binary: evaluateBinary,
  parentheses: ({ expr }, context) => evaluateIn(expr, context),
  scoped: ({ expr, variables }, context) => evaluateIn(expr, withVariables(context, variables)),
  json: evaluateJson,
};

/** The value of an expression inside of another. */
export function evaluateIn(expr: Expression, context: Context): Value {
  const evaluator = evaluators[expr.kind] as (expr: Expression, context: Context) => Value;
  const before = context.diagnostics.length;
  const value = limited(evaluator(expr, context), expr, context);
  if (context.diagnostics.length > before) noteOrigins(context, expr, before);
  return value;
}

/** Stops values that would double beyond all memory while they are still small. */
function limited(value: Value, { range }: Expression, context: Context): Value {
  if (weigh(value) <= maxWeight) return value;
  report(context, 'HCL130', {
    detail: `The value of this expression is too large: written out it would have more than ${maxWeight >> 20} million characters, or ${maxParts >> 10} thousand parts.`,
    subject: range,
  });
  return Value.unknown(Type.dynamic);
}
