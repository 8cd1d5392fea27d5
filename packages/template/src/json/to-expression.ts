import { type Expression, Type, Value } from '@strata/hcl';
import type { JsonMember, JsonNode } from './node';

/** How a string becomes an expression; by itself it is only text. */
export type StringReader = (node: JsonNode & { kind: 'string' }) => Expression;

const literally: StringReader = ({ string, range }) => ({
  kind: 'literal',
  value: Value.string(string),
  range,
});

/** JSON as an expression of the language, so that both are evaluated alike. */
export function getExpression(node: JsonNode, readString: StringReader = literally): Expression {
  const { range } = node;
  switch (node.kind) {
    case 'null':
      return { kind: 'literal', value: Value.null(Type.dynamic), range };
    case 'bool':
      return { kind: 'literal', value: Value.bool(node.bool), range };
    case 'number':
      return { kind: 'literal', value: Value.number(Number(node.text)), range };
    case 'string':
      return readString(node);
    case 'array':
      return {
        kind: 'tuple',
        items: node.items.map((item) => getExpression(item, readString)),
        range,
        openRange: range,
      };
    case 'object':
      return {
        kind: 'object',
        items: node.members.map((member) => getItem(member, readString)),
        range,
        openRange: range,
      };
  }
}

function getItem({ name, nameRange, value }: JsonMember, readString: StringReader) {
  const expr: Expression = { kind: 'literal', value: Value.string(name), range: nameRange };
  return {
    key: { kind: 'key', expr, computed: true, range: nameRange } as const,
    value: getExpression(value, readString),
  };
}
