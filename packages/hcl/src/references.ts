import type { Body, Expression, Traversal } from './syntax/ast';

/** Every reference to a name from outside, in source order; names bound by `for` inside are left out. Evaluates nothing. */
export function references(node: Expression | Body): readonly Traversal[] {
  throw new Error(`unfinished ${node}`);
}
