import { hasErrors, type Range } from '@strata/diagnostics';
import { convert } from '../convert/convert';
import { addAll, type Context, type Evaluator, report } from '../evaluate/context';
import { evaluateIn } from '../evaluate/evaluate';
import { placeOf } from '../parse/body';
import type { JsonExpression } from '../syntax/ast';
import { quote } from '../text/quote';
import { Type } from '../types/type';
import { marked } from '../values/mark';
import { Value } from '../values/value';
import { asExpression } from './expression';
import type { JsonObject, JsonString } from './node';
import { templateOf } from './template';

/** The value of a piece of JSON: an array is a tuple, an object an object, a string what its template gives. */
export const evaluateJson: Evaluator<'json'> = (expr, context) => {
  const { node, literal } = expr;
  switch (node.kind) {
    case 'null':
      return Value.null(Type.dynamic);
    case 'bool':
      return Value.bool(node.bool);
    case 'number':
      return Value.bigFloat(node.number);
    case 'string':
      return literal ? Value.string(node.string) : evaluateString(node, context);
    case 'array':
      return Value.tuple(node.items.map((item) => evaluateIn(asExpression(item, literal), context)));
    case 'object':
      return evaluateObject(node, expr, context);
    case 'invalid':
      return Value.unknown(Type.dynamic);
  }
};

function evaluateString(node: JsonString, context: Context): Value {
  const { value: template, diagnostics } = templateOf(node);
  addAll(context, diagnostics);
  return hasErrors(diagnostics) ? Value.unknown(Type.dynamic) : evaluateIn(template, context);
}

/** Names are templates too. Unlike in the native syntax a name given twice is wrong. An unknown one leaves all unknown. */
function evaluateObject({ members }: JsonObject, { literal }: JsonExpression, context: Context): Value {
  const entries = new Map<string, Value>();
  const places = new Map<string, Range>();
  let known = true;
  let sensitive = false;
  for (const { name, value } of members) {
    const key = evaluateName(name, literal, context);
    const member = evaluateIn(asExpression(value, literal), context);
    if (key === undefined) continue;
    sensitive ||= key.sensitive === true;
    if (key.kind !== 'string') known = false;
    else if (isNew(key.string, name, places, context)) entries.set(key.string, member);
  }
  return marked(known ? Value.object(entries) : Value.unknown(Type.dynamic), sensitive);
}

/** The name as a string, known or not; undefined after a problem that leaves the other members their meaning. */
function evaluateName(name: JsonString, literal: boolean, context: Context): Value | undefined {
  const given = evaluateIn(asExpression(name, literal), context);
  const { value, problem } = convert(given, Type.string);
  if (value !== undefined && value.kind !== 'null') return value;
  const detail =
    value === undefined
      ? `Cannot use this expression as an object key: ${problem}.`
      : 'Cannot use null value as an object key.';
  report(context, 'HCL524', { detail, subject: name.range });
  return undefined;
}

function isNew(key: string, { range }: JsonString, places: Map<string, Range>, context: Context): boolean {
  const first = places.get(key);
  if (first === undefined) {
    places.set(key, range);
    return true;
  }
  const detail = `An attribute named ${quote(key)} was already defined at ${placeOf(first)}.`;
  report(context, 'HCL525', { detail, subject: range });
  return false;
}
