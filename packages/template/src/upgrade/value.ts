import type { JsonNode } from '@strata/hcl';
import { isIdentifier, sortNames } from './quote';
import type { Scribe } from './scribe';
import { writeText } from './text';

/** A value as an expression of HCL. */
export function writeValue(node: JsonNode, scribe: Scribe): string {
  switch (node.kind) {
    case 'string':
      return writeText(node.string, scribe);
    case 'number':
      return node.raw;
    case 'bool':
      return String(node.bool);
    case 'array':
      return `[${node.items.map((item) => writeValue(item, scribe)).join(', ')}]`;
    case 'object': {
      const members = sortNames(node.members, ({ name }) => name.string);
      if (members.length === 0) return '{}';
      const lines = members.map(
        ({ name, value }) => `${writeKey(name.string, scribe)} = ${writeValue(value, scribe)}\n`,
      );
      return `{\n${lines.join('')}}`;
    }
    default:
      return 'null';
  }
}

function writeKey(name: string, scribe: Scribe): string {
  return isIdentifier(name) ? name : writeText(name, scribe);
}
