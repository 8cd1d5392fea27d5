import type { Body, Expression } from '../syntax/ast';
import type { Value } from '../values/value';

/** The body with names bound in the expressions of its own arguments. */
export function bindBody(body: Body, variables: ReadonlyMap<string, Value>): Body {
  if (variables.size === 0) return body;
  const attributes = new Map(
    [...body.attributes].map(([name, attribute]) => [
      name,
      { ...attribute, expr: bind(attribute.expr, variables) },
    ]),
  );
  return { ...body, attributes };
}

/** The expression with names bound around it. */
export function bind(expr: Expression, variables: ReadonlyMap<string, Value>): Expression {
  return variables.size === 0 ? expr : { kind: 'scoped', variables, expr, range: expr.range };
}
