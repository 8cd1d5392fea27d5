import type { Expression, JsonExpression } from '../syntax/ast';
import type { JsonNode } from './node';
import { expressionIn } from './template';

/** A piece of JSON as an expression. */
export function asExpression(node: JsonNode, literal = false): JsonExpression {
  return { kind: 'json', node, literal, range: node.range };
}

/**
 * The expression as only literal values count: in JSON no string is a template then, so that any text stands for itself.
 * Expressions of the native syntax stay as they are.
 */
export function literally(expr: Expression): Expression {
  return expr.kind === 'json' ? { ...expr, literal: true } : expr;
}

/**
 * The expression as somebody reads it who does not evaluate it, but takes it for a name, a type or a list. In JSON such
 * strings hold native syntax (`"list(string)"`). What JSON cannot say that way stays as it is.
 */
export function nativeForm(expr: Expression): Expression {
  if (expr.kind === 'scoped') {
    const inner = nativeForm(expr.expr);
    if (inner.kind !== 'tuple') return inner;
    return { ...inner, items: inner.items.map((item) => ({ ...expr, expr: item, range: item.range })) };
  }
  if (expr.kind !== 'json') return expr;
  const { node, literal, range } = expr;
  if (node.kind === 'string') return expressionIn(node) ?? expr;
  if (node.kind !== 'array') return expr;
  const items = node.items.map((item) => asExpression(item, literal));
  return { kind: 'tuple', items, range, openRange: range };
}
