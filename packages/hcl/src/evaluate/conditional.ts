import type { Diagnostic } from '@strata/diagnostics';
import { convert } from '../convert/convert';
import { unify } from '../convert/unify';
import type { ConditionalExpression, Expression } from '../syntax/ast';
import { between } from '../syntax/range';
import { Type } from '../types/type';
import { marked } from '../values/mark';
import { refined } from '../values/refine';
import { isNeverNull, lengthRange, type Refinement, rangeOf } from '../values/refinement';
import { Value } from '../values/value';
import { describeMismatch } from './conditional-mismatch';
import { addAll, type Context, type Evaluator, report } from './context';
import { evaluateIn } from './evaluate';
import { uniteRanges } from './ranges';

interface Branch {
  readonly expr: Expression;
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
}

/** Both results are evaluated, for the common type; the problems of the one not chosen are nobody's problem. */
export const evaluateConditional: Evaluator<'conditional'> = (expr, context) => {
  const whenTrue = evaluateBranch(expr.whenTrue, context);
  const whenFalse = evaluateBranch(expr.whenFalse, context);
  const type = commonType(whenTrue.value, whenFalse.value);
  if (type === undefined) {
    reportMismatch(expr, [whenTrue, whenFalse], context);
    return Value.unknown(Type.dynamic);
  }
  const condition = evaluateCondition(expr, context);
  if (condition?.kind !== 'bool') return undecided([whenTrue.value, whenFalse.value, condition], type);
  const chosen = condition.bool ? whenTrue : whenFalse;
  addAll(context, chosen.diagnostics);
  return marked(convertBranch(chosen, { type, name: String(condition.bool), context }), condition);
};

function evaluateBranch(expr: Expression, context: Context): Branch {
  const diagnostics: Diagnostic[] = [];
  return { expr, value: evaluateIn(expr, { ...context, diagnostics }), diagnostics };
}

/** A bare null is of any type. */
function commonType(a: Value, b: Value): Type | undefined {
  if (a.kind === 'null' && a.type.kind === 'dynamic') return b.type;
  if (b.kind === 'null' && b.type.kind === 'dynamic') return a.type;
  return unify([a.type, b.type]);
}

function reportMismatch(
  expr: ConditionalExpression,
  [a, b]: readonly [Branch, Branch],
  context: Context,
): void {
  report(context, 'HCL111', {
    detail: `The true and false result expressions must have consistent types. ${describeMismatch(a.value.type, b.value.type)}.`,
    subject: between(expr.whenTrue.range, expr.whenFalse.range),
    context: expr.range,
  });
}

/** The condition as a bool, known or not; undefined after a problem. */
function evaluateCondition({ condition, range }: ConditionalExpression, context: Context): Value | undefined {
  const value = evaluateIn(condition, context);
  const where = { subject: condition.range, context: range };
  if (value.kind === 'null') {
    const detail = 'The condition value is null. Conditions must either be true or false.';
    return void report(context, 'HCL109', { detail, ...where });
  }
  const converted = convert(value, Type.bool).value;
  if (converted) return converted;
  return void report(context, 'HCL110', {
    detail: 'The condition expression must be of type bool.',
    ...where,
  });
}

/** Either of two values: what they have in common is known even so. */
function undecided([a, b, condition]: readonly [Value, Value, Value | undefined], type: Type): Value {
  return marked(common(a, b, type), a.sensitive || b.sensitive || condition?.sensitive);
}

function common(a: Value, b: Value, type: Type): Value {
  if (a.kind === 'null' && b.kind === 'null') return Value.null(type);
  const known: Refinement = isNeverNull(a) && isNeverNull(b) ? { notNull: true } : {};
  if (a.type.kind === 'number' && b.type.kind === 'number') {
    return refined(type, { ...known, ...uniteRanges(rangeOf(a), rangeOf(b)) });
  }
  if ('element' in type && 'element' in a.type && 'element' in b.type) {
    return refined(type, { ...known, ...uniteLengths(a, b) });
  }
  return refined(type, known);
}

function uniteLengths(a: Value, b: Value): Refinement {
  const [one, other] = [lengthRange(a), lengthRange(b)];
  const max = Math.max(one.max, other.max);
  return { minLength: Math.min(one.min, other.min), ...(Number.isFinite(max) && { maxLength: max }) };
}

interface Wanted {
  readonly type: Type;
  readonly name: string;
  readonly context: Context;
}

function convertBranch({ expr, value }: Branch, { type, name, context }: Wanted): Value {
  const converted = convert(value, type);
  if (converted.value) return converted.value;
  report(context, 'HCL111', {
    detail: `The ${name} result value has the wrong type: ${converted.problem}.`,
    subject: expr.range,
  });
  return Value.unknown(type);
}
