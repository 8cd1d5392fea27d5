import {
  type Ast,
  type Expression,
  type JsonMember,
  type JsonNode,
  type JsonString,
  Type,
  Value,
} from '@strata/hcl';

/** A text with its place, whether it comes from JSON or from a command line. */
export type PlacedText = Omit<JsonString, 'raw'>;

/** How a string becomes an expression; by itself it is only text. */
export type StringReader = (text: PlacedText) => Expression;

const literally: StringReader = ({ string, range }) => ({
  kind: 'literal',
  value: Value.string(string),
  range,
});

/** Legacy JSON as an expression of the language, so that both are evaluated alike. */
export function getExpression(node: JsonNode | PlacedText, readString: StringReader = literally): Expression {
  const { range } = node;
  switch (node.kind) {
    case 'null':
      return { kind: 'literal', value: Value.null(Type.dynamic), range };
    case 'invalid':
      return { kind: 'literal', value: Value.unknown(Type.dynamic), range };
    case 'bool':
      return { kind: 'literal', value: Value.bool(node.bool), range };
    case 'number':
      return { kind: 'literal', value: Value.number(Number(node.raw)), range };
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

function getItem({ name, value }: JsonMember, readString: StringReader): Ast.ObjectItem {
  const expr: Expression = { kind: 'literal', value: Value.string(name.string), range: name.range };
  return {
    key: { kind: 'key', expr, computed: true, range: name.range },
    value: getExpression(value, readString),
  };
}
