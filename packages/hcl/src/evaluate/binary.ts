import type { Diagnostic } from '@strata/diagnostics';
import { convert } from '../convert/convert';
import type { BinaryExpression, BinaryOperator, Expression } from '../syntax/ast';
import type { Type } from '../types/type';
import { marked } from '../values/mark';
import { Value } from '../values/value';
import { type Context, type Evaluator, report } from './context';
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
  context.diagnostics.push(...left.diagnostics);
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
  const givenRight = evaluateBranch(expr.right, context);
  const left = convertOperand(expr, 'left', givenLeft, operation.operand);
  const right = convertOperand(expr, 'right', givenRight, operation.operand);
  const decided = shortcut(expr.operator, left, right);
  if (decided !== undefined) {
    context.diagnostics.push(...decided.diagnostics);
    return decided.value;
  }
  context.diagnostics.push(...left.diagnostics, ...right.diagnostics);
  if (left.diagnostics.length + right.diagnostics.length > 0) return Value.unknown(operation.result);
  return compute(expr, operation, [left.value, right.value], context);
}

function convertOperand(expr: BinaryExpression, side: 'left' | 'right', given: Operand, type: Type): Operand {
  const converted = convert(given.value, type);
  if (converted.value) return { ...given, value: converted.value };
  const context: Context = { scope: {}, elements: new Map(), diagnostics: [...given.diagnostics] };
  report(context, 'HCL107', {
    detail: `Unsuitable value for ${side} operand: ${converted.problem}.`,
    subject: expr[side].range,
    context: expr.range,
  });
  return { value: Value.unknown(type), diagnostics: context.diagnostics };
}

/** `false && x` is false and `true || x` is true, whichever side decides and whatever is wrong on the other. */
function shortcut(operator: BinaryOperator, left: Operand, right: Operand): Operand | undefined {
  if (operator !== '&&' && operator !== '||') return undefined;
  const deciding = operator === '||';
  return [left, right].find(
    ({ value, diagnostics }) => diagnostics.length === 0 && value.kind === 'bool' && value.bool === deciding,
  );
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
