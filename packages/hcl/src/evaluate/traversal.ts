import { suggest } from '@strata/diagnostics';
import type { Traversal, TraversalStep } from '../syntax/ast';
import { quote } from '../text/quote';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { getAttribute } from './attribute';
import { type Context, report } from './context';
import { getIndex } from './index-value';
import type { Scope } from './scope';

export function evaluateTraversal({ root, rootRange, steps }: Traversal, context: Context): Value {
  for (let scope: Scope | undefined = context.scope; scope; scope = scope.parent) {
    const value = scope.variables?.get(root);
    if (value !== undefined) return followSteps(value, steps, context);
  }
  reportUnknown(root, context, rootRange);
  return Value.unknown(Type.dynamic);
}

function reportUnknown(root: string, context: Context, subject: Traversal['rootRange']): void {
  const names = variableNames(context.scope);
  if (names === undefined) {
    report(context, 'HCL101', { detail: 'Variables may not be used here.', subject });
    return;
  }
  const near = suggest(root, names);
  const advice = near === undefined ? '' : ` Did you mean ${quote(near)}?`;
  report(context, 'HCL100', { detail: `There is no variable named ${quote(root)}.${advice}`, subject });
}

/** All names in reach; undefined where no scope has variables at all. */
function variableNames(innermost: Scope): readonly string[] | undefined {
  let names: string[] | undefined;
  for (let scope: Scope | undefined = innermost; scope; scope = scope.parent) {
    if (scope.variables) names = [...(names ?? []), ...scope.variables.keys()];
  }
  return names;
}

/** Goes on from a value; the first step that fails ends the way. */
export function followSteps(from: Value, steps: readonly TraversalStep[], context: Context): Value {
  const before = context.diagnostics.length;
  let value = from;
  for (const step of steps) {
    const at = { context, range: step.range };
    value = step.kind === 'attribute' ? getAttribute(value, step.name, at) : getIndex(value, step.key, at);
    if (context.diagnostics.length > before) return value;
  }
  return value;
}
