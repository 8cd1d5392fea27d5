import { convert } from '../convert/convert';
import type { Expression, ForExpression } from '../syntax/ast';
import { quote } from '../text/quote';
import { friendlyName } from '../types/names';
import { Type } from '../types/type';
import { marked } from '../values/mark';
import { Value } from '../values/value';
import { type Context, type Evaluator, report, spendRound, withVariables } from './context';
import { evaluateIn } from './evaluate';
import { elementsOf, isIterable } from './iterate';

type Element = readonly [Value, Value];

/** A loop on its way. */
interface Loop {
  readonly expr: ForExpression;
  readonly context: Context;
  /** False once something was unknown that decides which elements there are. */
  known: boolean;
  sensitive: boolean;
}

/** A tuple, or an object when there is a key. */
export const evaluateFor: Evaluator<'for'> = (expr, context) => {
  const collection = evaluateIn(expr.collection, context);
  const loop: Loop = { expr, context, known: true, sensitive: collection.sensitive === true };
  const elements = validateCollection(expr, collection, context) ? elementsOf(collection) : undefined;
  if (elements === undefined || !validateCondition(loop)) return unknownResult(loop);
  const result = expr.key ? buildObject(loop, elements, expr.key) : buildTuple(loop, elements);
  return loop.known ? marked(result, loop.sensitive) : unknownResult(loop);
};

function unknownResult({ sensitive }: Loop): Value {
  return marked(Value.unknown(Type.dynamic), sensitive);
}

function validateCollection(expr: ForExpression, collection: Value, context: Context): boolean {
  const where = { subject: expr.collection.range, context: expr.range };
  if (collection.kind === 'null') {
    const detail = "A null value cannot be used as the collection in a 'for' expression.";
    report(context, 'HCL116', { detail, ...where });
    return false;
  }
  if (collection.type.kind === 'dynamic') return false;
  if (isIterable(collection)) return true;
  const detail = `A value of type ${friendlyName(collection.type)} cannot be used as the collection in a 'for' expression.`;
  report(context, 'HCL117', { detail, ...where });
  return false;
}

function inside({ expr, context }: Loop, [key, value]: Element): Context {
  const variables = new Map([[expr.valueName, value]]);
  if (expr.keyName !== undefined && !variables.has(expr.keyName)) variables.set(expr.keyName, key);
  return withVariables(context, variables);
}

/** Tries the condition with unknown names first: a mistake in it is then told once, not for every element. */
function validateCondition(loop: Loop): boolean {
  const { condition } = loop.expr;
  if (condition === undefined) return true;
  const unknown = Value.unknown(Type.dynamic);
  const context = inside(loop, [unknown, unknown]);
  const before = context.diagnostics.length;
  const value = evaluateIn(condition, context);
  if (value.kind === 'null') {
    tell(loop, 'HCL118', condition, "The value of the 'if' clause must not be null.");
  } else {
    const { problem } = convert(value, Type.bool);
    if (problem !== undefined)
      tell(loop, 'HCL119', condition, `The 'if' clause value is invalid: ${problem}.`);
  }
  return context.diagnostics.length === before;
}

function tell(
  { expr, context }: Loop,
  code: 'HCL118' | 'HCL119' | 'HCL120' | 'HCL121',
  at: Expression,
  detail: string,
): void {
  report(context, code, { detail, subject: at.range, context: expr.range });
}

/** Whether an element is taken; undefined, and the loop no longer known, where that cannot be said. */
function includes(loop: Loop, context: Context): boolean {
  const { condition } = loop.expr;
  if (condition === undefined) return true;
  const given = evaluateIn(condition, context);
  loop.sensitive ||= given.sensitive === true;
  if (given.kind === 'null') {
    tell(loop, 'HCL119', condition, "The value of the 'if' clause must not be null.");
    return unknownIn(loop);
  }
  const { value, problem } = convert(given, Type.bool);
  if (problem !== undefined) tell(loop, 'HCL119', condition, `The 'if' clause value is invalid: ${problem}.`);
  return value?.kind === 'bool' ? value.bool : unknownIn(loop);
}

/** Whether another round may be made; the result is unknown where it may not. */
function spend(loop: Loop): boolean {
  if (spendRound(loop.context, loop.expr.range)) return true;
  return unknownIn(loop);
}

function unknownIn(loop: Loop): false {
  loop.known = false;
  return false;
}

function buildTuple(loop: Loop, elements: readonly Element[]): Value {
  const results: Value[] = [];
  for (const element of elements) {
    if (!spend(loop)) break;
    const context = inside(loop, element);
    if (includes(loop, context)) results.push(evaluateIn(loop.expr.value, context));
  }
  return Value.tuple(results);
}

function buildObject(loop: Loop, elements: readonly Element[], key: Expression): Value {
  const groups = new Map<string, Value[]>();
  for (const element of elements) {
    if (!spend(loop)) break;
    const context = inside(loop, element);
    if (!includes(loop, context)) continue;
    const name = evaluateName(loop, key, context);
    const value = evaluateIn(loop.expr.value, context);
    if (name !== undefined) addTo(groups, name, { value, loop, key });
  }
  return Value.object(
    new Map(
      [...groups].map(([name, values]) => [
        name,
        loop.expr.group ? Value.tuple(values) : (values[0] as Value),
      ]),
    ),
  );
}

function addTo(
  groups: Map<string, Value[]>,
  name: string,
  item: { value: Value; loop: Loop; key: Expression },
): void {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [item.value]);
  else if (item.loop.expr.group) group.push(item.value);
  else {
    const detail = `Two different items produced the key ${quote(name)} in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`;
    tell(item.loop, 'HCL121', item.key, detail);
  }
}

function evaluateName(loop: Loop, key: Expression, context: Context): string | undefined {
  const given = evaluateIn(key, context);
  loop.sensitive ||= given.sensitive === true;
  if (given.kind === 'null') {
    tell(loop, 'HCL120', key, "Key expression in 'for' expression must not produce a null value.");
  } else {
    const { value, problem } = convert(given, Type.string);
    if (value?.kind === 'string') return value.string;
    if (problem !== undefined)
      tell(loop, 'HCL120', key, `The key expression produced an invalid result: ${problem}.`);
  }
  loop.known = false;
  return undefined;
}
