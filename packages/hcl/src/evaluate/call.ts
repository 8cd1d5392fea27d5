import { suggest } from '@strata/diagnostics';
import { callEager } from '../functions/call-eager';
import { adviceFor } from '../functions/foreign-names';
import type { HclFunction } from '../functions/function';
import type { CallExpression, Expression } from '../syntax/ast';
import { quote } from '../text/quote';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { addAll, type Context, dropRepeated, type Evaluator, report } from './context';
import { evaluateIn } from './evaluate';
import { expandFinal } from './expand-final';
import type { Scope } from './scope';

export const evaluateCall: Evaluator<'call'> = (expr, context) => {
  const definition = findFunction(expr.name, context.scope);
  if (definition === undefined) {
    reportUnknown(expr, context);
    return Value.unknown(Type.dynamic);
  }
  const args = expr.expandFinal ? expandFinal(expr, context) : expr.args;
  if (args === undefined) return Value.unknown(Type.dynamic);
  return callFunction(definition, expr, { args, context });
};

function callFunction(
  definition: HclFunction,
  expr: CallExpression,
  { args, context }: { readonly args: readonly Expression[]; readonly context: Context },
): Value {
  if (definition.kind === 'lazy') {
    const { value, diagnostics } = definition.call(args, {
      expr,
      evaluate: (arg) => {
        const inner: Context = { ...context, diagnostics: [] };
        return { value: evaluateIn(arg, inner), diagnostics: dropRepeated(inner.diagnostics) };
      },
    });
    addAll(context, diagnostics);
    return value;
  }
  return callEager(definition, expr, { args, context });
}

function findFunction(name: string, innermost: Scope): HclFunction | undefined {
  for (let scope: Scope | undefined = innermost; scope; scope = scope.parent) {
    const found = scope.functions?.get(name);
    if (found) return found;
  }
  return undefined;
}

function reportUnknown({ name, nameRange, range }: CallExpression, context: Context): void {
  const names = functionNames(context.scope);
  if (names === undefined) {
    report(context, 'HCL301', { detail: 'Functions may not be called here.', subject: range });
    return;
  }
  const hint = adviceFor(name, names);
  const near = hint === undefined ? suggest(name, names) : undefined;
  const question = near === undefined ? '' : ` Did you mean ${quote(near)}?`;
  report(context, 'HCL300', {
    detail: `There is no function named ${quote(name)}.${question}`,
    subject: nameRange,
    context: range,
    ...(hint !== undefined && { hint }),
  });
}

function functionNames(innermost: Scope): readonly string[] | undefined {
  let names: string[] | undefined;
  for (let scope: Scope | undefined = innermost; scope; scope = scope.parent) {
    if (scope.functions) names = [...(names ?? []), ...scope.functions.keys()];
  }
  return names;
}
