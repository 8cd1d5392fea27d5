import type { SplatExpression } from '../syntax/ast';
import { between } from '../syntax/range';
import { Type } from '../types/type';
import { marked } from '../values/mark';
import { refined, unknownNotNull } from '../values/refine';
import { isNeverNull, lengthRange } from '../values/refinement';
import { type SequenceValue, Value } from '../values/value';
import { type Context, type Evaluator, report } from './context';
import { evaluateIn } from './evaluate';

/** What is no sequence counts as a tuple of itself, and null as an empty one. */
export const evaluateSplat: Evaluator<'splat'> = (expr, context) => {
  const before = context.diagnostics.length;
  const source = evaluateIn(expr.source, context);
  if (context.diagnostics.length > before || source.type.kind === 'dynamic')
    return withoutType(expr, source, context);
  const { kind } = source.type;
  const sequence = kind === 'tuple' || kind === 'list' || kind === 'set';
  if (source.kind === 'null') return sequence ? failNull(expr, context) : Value.tuple([]);
  if (!sequence) return splatSingle(expr, source, context);
  if (!('elements' in source)) return marked(unknownResult(expr, source, context), source);
  return marked(splatElements(expr, source, context), source);
};

/** A bare null is an empty tuple too; of anything else nothing can be said yet. */
function withoutType(expr: SplatExpression, source: Value, context: Context): Value {
  if (source.kind === 'null') return Value.tuple([]);
  evaluateEach(expr, Value.unknown(Type.dynamic), context);
  return marked(Value.unknown(Type.dynamic), source);
}

function failNull({ source, markerRange }: SplatExpression, context: Context): Value {
  report(context, 'HCL122', {
    detail: 'Splat expressions (with the * symbol) cannot be applied to null sequences.',
    subject: source.range,
    context: between(source.range, markerRange),
  });
  return Value.unknown(Type.dynamic);
}

/** Whether an unknown value is null, and its tuple empty, is mostly not known either. */
function splatSingle(expr: SplatExpression, source: Value, context: Context): Value {
  const result = evaluateEach(expr, source, context);
  return marked(isNeverNull(source) ? Value.tuple([result]) : Value.unknown(Type.dynamic), source);
}

/** As long as its source, where both are collections. */
function unknownResult(expr: SplatExpression, source: Value, context: Context): Value {
  const type = resultType(expr, source.type, context);
  if (type.kind !== 'list') return unknownNotNull(type);
  const { min, max } = lengthRange(source);
  return refined(type, { notNull: true, minLength: min, ...(Number.isFinite(max) && { maxLength: max }) });
}

function splatElements(expr: SplatExpression, source: SequenceValue, context: Context): Value {
  const before = context.diagnostics.length;
  const results = source.elements.map((element) => evaluateEach(expr, element, context));
  if (context.diagnostics.length > before) return Value.unknown(quietType(expr, source.type, context));
  if (source.kind === 'tuple') return Value.tuple(results);
  const first = results[0];
  const element = first?.type ?? elementType(expr, source.type, context);
  if (results.every(({ type }) => Type.equals(type, element))) return Value.list(element, results);
  report(context, 'HCL123', {
    detail: nestedSplats,
    subject: expr.each.range,
    context: expr.range,
  });
  return Value.unknown(Type.dynamic);
}

function evaluateEach({ each, item }: SplatExpression, element: Value, context: Context): Value {
  return evaluateIn(each, { ...context, elements: new Map(context.elements).set(item, element) });
}

function quietType(expr: SplatExpression, type: Type, context: Context): Type {
  return resultType(expr, type, { ...context, diagnostics: [] });
}

/** The type of the result, from unknown elements of the right type. */
function resultType(expr: SplatExpression, type: Type, context: Context): Type {
  if (type.kind !== 'tuple') return Type.list(elementType(expr, type, context));
  return Type.tuple(type.elements.map((element) => evaluateEach(expr, Value.unknown(element), context).type));
}

function elementType(expr: SplatExpression, type: Type, context: Context): Type {
  const element = 'element' in type ? type.element : Type.dynamic;
  return evaluateEach(expr, Value.unknown(element), context).type;
}

const nestedSplats =
  "The second level of splat expression produced elements of different types, so it isn't possible to construct a valid list to represent the top-level result.\n\nConsider using a for expression instead, to produce a tuple-typed result which can therefore have non-homogenous element types.";
