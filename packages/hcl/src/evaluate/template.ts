import { convert } from '../convert/convert';
import type { Expression } from '../syntax/ast';
import { safePrefix } from '../text/safe-prefix';
import { Type } from '../types/type';
import { marked } from '../values/mark';
import { refined } from '../values/refine';
import { Value } from '../values/value';
import { maxWeight } from '../values/weight';
import { type Context, type Evaluator, report } from './context';
import { evaluateIn } from './evaluate';

/** Texts and values put together; one unknown part makes the whole unknown, but the rest is still checked. */
export const evaluateTemplate: Evaluator<'template'> = ({ parts, range }, context) => {
  const before = context.diagnostics.length;
  const texts: string[] = [];
  let known = true;
  let sensitive = false;
  for (const part of parts) {
    const value = evaluateIn(part, context);
    sensitive ||= value.sensitive === true;
    const text = textOf(value, { context, part, range });
    if (text === undefined) known = false;
    else if (known) texts.push(text);
  }
  const failed = context.diagnostics.length > before;
  const result = known ? joined(texts, range, context) : unknownText(failed ? [] : texts);
  return marked(result, sensitive);
};

/** What an unknown text starts with is known up to its first unknown part. */
function unknownText(texts: readonly string[]): Value {
  return refined(Type.string, { notNull: true, prefix: safePrefix(texts.join('')) });
}

/** Put together, unless that is more than a value may be. */
function joined(texts: readonly string[], range: Expression['range'], context: Context): Value {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length <= maxWeight) return Value.string(texts.join(''));
  report(context, 'HCL130', { detail: `This text would have ${length} characters.`, subject: range });
  return Value.unknown(Type.string);
}

interface Part {
  readonly context: Context;
  readonly part: Expression;
  readonly range: Expression['range'];
}

function textOf(value: Value, { context, part, range }: Part): string | undefined {
  const where = { subject: part.range, context: range };
  if (value.kind === 'string') return value.string;
  if (value.kind === 'null') {
    const detail = 'The expression result is null. Cannot include a null value in a string template.';
    report(context, 'HCL112', { detail, ...where });
    return undefined;
  }
  if (value.kind === 'unknown' && value.type.kind === 'dynamic') return undefined;
  const converted = convert(value, Type.string);
  if (converted.value) return converted.value.kind === 'string' ? converted.value.string : undefined;
  const detail = `Cannot include the given value in a string template: ${converted.problem}.`;
  report(context, 'HCL112', { detail, ...where });
  return undefined;
}

/** The parts that a `%{ for }` gives, without anything between them. */
export const evaluateJoin: Evaluator<'join'> = ({ expr, range }, context) => {
  const tuple = evaluateIn(expr, context);
  if (tuple.kind !== 'tuple') return marked(Value.unknown(Type.string), tuple);
  const texts: string[] = [];
  let known = true;
  let sensitive = tuple.sensitive === true;
  for (const element of tuple.elements) {
    sensitive ||= element.sensitive === true;
    const text = joinedText(element, context, range);
    if (text === undefined) known = false;
    else texts.push(text);
  }
  return marked(known ? joined(texts, range, context) : Value.unknown(Type.string), sensitive);
};

function joinedText(element: Value, context: Context, subject: Expression['range']): string | undefined {
  if (element.kind === 'string') return element.string;
  if (element.kind === 'null') {
    const detail = 'An iteration result is null. Cannot include a null value in a string template.';
    report(context, 'HCL112', { detail, subject });
    return undefined;
  }
  const converted = convert(element, Type.string);
  if (converted.value) return converted.value.kind === 'string' ? converted.value.string : undefined;
  const detail = `Cannot include one of the interpolation results into the string template: ${converted.problem}.`;
  report(context, 'HCL112', { detail, subject });
  return undefined;
}
