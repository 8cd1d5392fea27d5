import { hasErrors } from '@strata/diagnostics';
import type { Expression, JsonExpression } from '../syntax/ast';
import { asExpression } from './expression';
import type { JsonNode } from './node';
import { templateOf } from './template';

/** The expressions directly inside of a piece of JSON: a string's template, an array's items, an object's names and values. */
export function childrenOfJson({ node, literal }: JsonExpression): readonly Expression[] {
  return literal ? [] : childrenOf(node);
}

function childrenOf(node: JsonNode): readonly Expression[] {
  switch (node.kind) {
    case 'string': {
      const { value, diagnostics } = templateOf(node);
      return hasErrors(diagnostics) ? [] : [value];
    }
    case 'array':
      return node.items.map((item) => asExpression(item));
    case 'object':
      return node.members.flatMap(({ name, value }) => [asExpression(name), asExpression(value)]);
    default:
      return [];
  }
}
