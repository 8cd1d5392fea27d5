import type { JsonMember, JsonNode } from '@strata/hcl';

/** JSON as text, two spaces a level, numbers and strings spelt as they were written. */
export function writeJson(node: JsonNode, indent = ''): string {
  const inner = `${indent}  `;
  switch (node.kind) {
    case 'object':
      return writeLines(
        node.members.map((member) => writeMember(member, inner)),
        '{}',
        indent,
      );
    case 'array':
      return writeLines(
        node.items.map((item) => writeJson(item, inner)),
        '[]',
        indent,
      );
    case 'number':
    case 'string':
      return node.raw;
    case 'bool':
      return String(node.bool);
    default:
      return 'null';
  }
}

function writeMember({ name, value }: JsonMember, indent: string): string {
  return `${name.raw}: ${writeJson(value, indent)}`;
}

function writeLines(lines: readonly string[], brackets: '{}' | '[]', indent: string): string {
  if (lines.length === 0) return brackets;
  return `${brackets[0]}\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}${brackets[1]}`;
}
