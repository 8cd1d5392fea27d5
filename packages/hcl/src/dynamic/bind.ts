import type { Attribute, Body, Expression } from '../syntax/ast';
import type { Value } from '../values/value';

/** The body with names bound in the expressions of its own arguments. */
export function bindBody(body: Body, variables: ReadonlyMap<string, Value>): Body {
  if (variables.size === 0) return body;
  const attributes = new Map(
    [...body.attributes].map(([name, attribute]) => [name, bindAttribute(attribute, variables)]),
  );
  return { ...body, attributes };
}

function bindAttribute(attribute: Attribute, variables: ReadonlyMap<string, Value>): Attribute {
  const repeats = attribute.repeats?.map((again) => bindAttribute(again, variables));
  return { ...attribute, expr: bind(attribute.expr, variables), ...(repeats && { repeats }) };
}

/** The expression with names bound around it. */
export function bind(expr: Expression, variables: ReadonlyMap<string, Value>): Expression {
  return variables.size === 0 ? expr : { kind: 'scoped', variables, expr, range: expr.range };
}
