import { childrenOfJson } from '../json/children';
import type { Expression, ForExpression, ObjectExpression } from './ast';

type Children = {
  readonly [K in Expression['kind']]: (expr: Extract<Expression, { kind: K }>) => readonly Expression[];
};

const none: readonly Expression[] = [];

const children: Children = {
  literal: () => none,
  template: ({ parts }) => parts,
  wrap: ({ expr }) => [expr],
  join: ({ expr }) => [expr],
  traversal: () => none,
  relative: ({ source }) => [source],
  call: ({ args }) => args,
  conditional: ({ condition, whenTrue, whenFalse }) => [condition, whenTrue, whenFalse],
  index: ({ source, key }) => [source, key],
  splat: ({ source, each }) => [source, each],
  element: () => none,
  tuple: ({ items }) => items,
  object: ({ items }: ObjectExpression) => items.flatMap(({ key, value }) => [key, value]),
  key: ({ expr }) => [expr],
  for: (expr) => forChildren(expr),
  unary: ({ operand }) => [operand],
  binary: ({ left, right }) => [left, right],
  parentheses: ({ expr }) => [expr],
  scoped: ({ expr }) => [expr],
  json: childrenOfJson,
};

function forChildren({ collection, key, value, condition }: ForExpression): readonly Expression[] {
  return [collection, key, value, condition].filter((expr) => expr !== undefined);
}

/** The expressions directly inside of one, in source order. */
export function childrenOf(expr: Expression): readonly Expression[] {
  return (children[expr.kind] as (expr: Expression) => readonly Expression[])(expr);
}
