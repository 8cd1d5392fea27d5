import { convert } from '../convert/convert';
import type { Expression, ObjectItem } from '../syntax/ast';
import { Type } from '../types/type';
import { marked } from '../values/mark';
import { Value } from '../values/value';
import { type Context, type Evaluator, report } from './context';
import { evaluateIn } from './evaluate';

/** A later item of the same key wins silently. An unknown key leaves the whole object unknown. */
export const evaluateObject: Evaluator<'object'> = ({ items }, context) => {
  const entries = new Map<string, Value>();
  let known = true;
  let sensitive = false;
  for (const item of items) {
    const key = evaluateItemKey(item, context);
    const value = evaluateIn(item.value, context);
    sensitive ||= key?.sensitive === true;
    if (key?.kind === 'string') entries.set(key.string, value);
    else known = false;
  }
  return marked(known ? Value.object(entries) : Value.unknown(Type.dynamic), sensitive);
};

/** The key as a string, known or not; undefined after a problem. */
function evaluateItemKey({ key, value }: ObjectItem, context: Context): Value | undefined {
  const before = context.diagnostics.length;
  const given = evaluateIn(key, context);
  if (context.diagnostics.length > before) return undefined;
  if (given.kind === 'null') {
    report(context, 'HCL113', { detail: "Can't use a null value as a key.", subject: value.range });
    return undefined;
  }
  const converted = convert(given, Type.string);
  if (converted.value) return converted.value;
  report(context, 'HCL114', {
    detail: `Can't use this value as a key: ${converted.problem}.`,
    subject: key.range,
  });
  return undefined;
}

/** A bare name is the key itself. */
export const evaluateKey: Evaluator<'key'> = ({ expr, computed, range }, context) => {
  const name = computed ? undefined : bareName(expr);
  if (name !== undefined) return Value.string(name);
  if (!computed && expr.kind === 'traversal') {
    report(context, 'HCL115', {
      detail:
        "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name containing periods, wrap it in quotes to create a string literal.",
      subject: range,
    });
    return Value.unknown(Type.dynamic);
  }
  return evaluateIn(expr, context);
};

/** The name that an expression is, where a name is meant: `true`, `false` and `null` are names then too. */
export function bareName(expr: Expression): string | undefined {
  if (expr.kind === 'traversal') return expr.traversal.steps.length === 0 ? expr.traversal.root : undefined;
  if (expr.kind !== 'literal') return undefined;
  if (expr.value.kind === 'null') return 'null';
  return expr.value.kind === 'bool' ? String(expr.value.bool) : undefined;
}
