import type { Body, Expression, ForExpression, Traversal } from './syntax/ast';
import { childrenOf } from './syntax/walk';

/**
 * Every reference to a name from outside, in source order; names bound by a `for` inside are left out, and so are bare
 * object keys. Evaluates nothing.
 */
export function references(node: Expression | Body): readonly Traversal[] {
  const found: Traversal[] = [];
  if ('kind' in node) collect(node, new Set(), found);
  else collectBody(node, found);
  return found.sort((a, b) => a.range.start.byte - b.range.start.byte);
}

function collectBody({ attributes, blocks }: Body, found: Traversal[]): void {
  for (const { expr, repeats = [] } of attributes.values()) {
    collect(expr, new Set(), found);
    for (const again of repeats) collect(again.expr, new Set(), found);
  }
  for (const { body } of blocks) collectBody(body, found);
}

/** Work to do: an expression and the names that are bound around it. */
type Task = readonly [Expression, ReadonlySet<string>];

/** A stack of tasks instead of recursion: chains of operators may be thousands long. */
function collect(root: Expression, bound: ReadonlySet<string>, found: Traversal[]): void {
  const tasks: Task[] = [[root, bound]];
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    const [expr, names] = task;
    if (expr.kind === 'traversal') {
      if (!names.has(expr.traversal.root)) found.push(expr.traversal);
    } else for (const inner of tasksInside(expr, names).reverse()) tasks.push(inner);
  }
}

function tasksInside(expr: Expression, names: ReadonlySet<string>): Task[] {
  if (expr.kind === 'key' && !expr.computed && isBareName(expr.expr)) return [];
  if (expr.kind === 'scoped') return [[expr.expr, new Set([...names, ...expr.variables.keys()])]];
  if (expr.kind === 'for') return forTasks(expr, names);
  return childrenOf(expr).map((child) => [child, names]);
}

function isBareName(expr: Expression): boolean {
  return expr.kind === 'traversal' && expr.traversal.steps.length === 0;
}

/** The names are bound in all clauses but the collection. */
function forTasks(
  { collection, key, value, condition, keyName, valueName }: ForExpression,
  names: ReadonlySet<string>,
): Task[] {
  const inner = new Set([...names, valueName, ...(keyName === undefined ? [] : [keyName])]);
  const clauses = [key, value, condition].filter((expr) => expr !== undefined);
  return [[collection, names], ...clauses.map((expr): Task => [expr, inner])];
}
