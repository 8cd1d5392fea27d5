import type { Diagnostic } from '@strata/diagnostics';
import { convert } from '../convert/convert';
import type { BinaryExpression, BinaryOperator, Expression } from '../syntax/ast';
import { Type } from '../types/type';
import { marked } from '../values/mark';
import { unknownNotNull } from '../values/refine';
import { Value } from '../values/value';
import { addAll, type Context, type Evaluator, report } from './context';
import { evaluateIn } from './evaluate';
import { type Operation, operations } from './operations';

/** A chain of operators leans to the left: it is walked in a loop, so that its length does not cost stack. */
export const evaluateBinary: Evaluator<'binary'> = (expr, context) => {
  const chain: BinaryExpression[] = [expr];
  let first = expr.left;
  while (first.kind === 'binary') {
    chain.push(first);
    first = first.left;
  }
  let left = evaluateBranch(first, context);
  for (const link of chain.reverse()) left = apply(link, left, context);
  addAll(context, left.diagnostics);
  return left.value;
};

interface Operand {
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
}

function evaluateBranch(expr: Expression, context: Context): Operand {
  const diagnostics: Diagnostic[] = [];
  return { value: evaluateIn(expr, { ...context, diagnostics }), diagnostics };
}

function apply(expr: BinaryExpression, left: Operand, outer: Context): Operand {
  const context: Context = { ...outer, diagnostics: [] };
  const value = applyIn(expr, left, context);
  return { value, diagnostics: context.diagnostics };
}

function applyIn(expr: BinaryExpression, givenLeft: Operand, context: Context): Value {
  const operation = operations[expr.operator];
  const before = context.diagnostics.length;
  const left = convertOperand(expr, 'left', givenLeft, { type: operation.operand, context });
  const right = convertOperand(expr, 'right', evaluateBranch(expr.right, context), {
    type: operation.operand,
    context,
  });
  const decided = shortcut(expr.operator, left, right);
  if (decided !== undefined) return decided;
  addAll(context, [...left.diagnostics, ...right.diagnostics]);
  if (context.diagnostics.length > before) {
    return isLogical(expr.operator) ? unknownNotNull(operation.result) : Value.unknown(operation.result);
  }
  return compute(expr, operation, [left.value, right.value], context);
}

function isLogical(operator: BinaryOperator): boolean {
  return operator === '&&' || operator === '||';
}

interface Wanted {
  readonly type: Type;
  readonly context: Context;
}

/** An operand of the wrong type is a problem even where the other one decides: it could never be right. */
function convertOperand(
  expr: BinaryExpression,
  side: 'left' | 'right',
  given: Operand,
  { type, context }: Wanted,
): Operand {
  const converted = convert(given.value, type);
  if (converted.value) return { ...given, value: converted.value };
  report(context, 'HCL107', {
    detail: `Unsuitable value for ${side} operand: ${converted.problem}.`,
    subject: expr[side].range,
    context: expr.range,
  });
  return { ...given, value: Value.unknown(type) };
}

/**
 * `false && x` is false and `true || x` is true, whichever side decides and whatever is wrong on the other one. While
 * the left side is unknown, problems of the right one do not count either: it may be there to guard against them.
 */
function shortcut(operator: BinaryOperator, left: Operand, right: Operand): Value | undefined {
  if (!isLogical(operator)) return undefined;
  const sensitive = left.value.sensitive || right.value.sensitive;
  for (const { value, diagnostics } of [left, right]) {
    if (diagnostics.length === 0 && value.kind === 'bool' && value.bool === (operator === '||')) {
      return marked(value, sensitive);
    }
  }
  const guarded =
    left.value.kind === 'unknown' && left.diagnostics.length === 0 && right.diagnostics.length > 0;
  return guarded ? marked(unknownNotNull(Type.bool), sensitive) : undefined;
}

function compute(
  expr: BinaryExpression,
  operation: Operation,
  args: readonly [Value, Value],
  context: Context,
): Value {
  const sensitive = args.some((value) => value.sensitive === true);
  const result = operation.compute(...args);
  if (typeof result !== 'string') return marked(result, sensitive);
  report(context, 'HCL108', { detail: `Error during operation: ${result}.`, subject: expr.range });
  return Value.unknown(operation.result);
}
