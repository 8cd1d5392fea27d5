import type { CallExpression, Expression } from '../syntax/ast';
import { marked } from '../values/mark';
import { type Context, report } from './context';
import { evaluateIn } from './evaluate';

/** The arguments with the elements of the last one in its place; undefined while they cannot be said. */
export function expandFinal(expr: CallExpression, context: Context): readonly Expression[] | undefined {
  const last = expr.args.at(-1);
  if (last === undefined) return expr.args;
  const before = context.diagnostics.length;
  const value = evaluateIn(last, context);
  if (context.diagnostics.length > before) return undefined;
  if (value.kind === 'null') return fail('must not be null', expr, context);
  const { kind } = value.type;
  if (kind !== 'tuple' && kind !== 'list' && kind !== 'set') {
    return kind === 'dynamic' ? undefined : fail('must be of a tuple, list, or set type', expr, context);
  }
  if (!('elements' in value)) return undefined;
  const literals = value.elements.map(
    (element): Expression => ({ kind: 'literal', value: marked(element, value), range: last.range }),
  );
  return [...expr.args.slice(0, -1), ...literals];
}

function fail(rule: string, { args, range }: CallExpression, context: Context): undefined {
  report(context, 'HCL306', {
    detail: `The expanding argument (indicated by ...) ${rule}.`,
    subject: (args.at(-1) as Expression).range,
    context: range,
  });
  return undefined;
}
