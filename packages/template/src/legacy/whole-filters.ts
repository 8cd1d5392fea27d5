import type { JsonMember, JsonNode } from '@strata/hcl';

const FILTERS = new Set(['only', 'except']);

/**
 * A provisioner whose `only` and `except` are lists of names. Packer reads them of provisioners loosely, as packer 1.6.6
 * does it: a name alone is a list of it, an empty object is an empty list, a number its digits. Of post-processors it
 * takes lists of strings alone.
 */
export function withWholeFilters(node: JsonNode): JsonNode {
  return node.kind === 'object' ? { ...node, members: node.members.map(withWholeFilter) } : node;
}

function withWholeFilter({ name, value }: JsonMember): JsonMember {
  return { name, value: FILTERS.has(name.string) ? getList(value) : value };
}

function getList(node: JsonNode): JsonNode {
  switch (node.kind) {
    case 'array':
      return { ...node, items: node.items.map(getName) };
    case 'string':
    case 'number':
      return createList([getName(node)], node);
    case 'object':
      return node.members.length === 0 ? createList([], node) : node;
    default:
      return node;
  }
}

function getName(node: JsonNode): JsonNode {
  if (node.kind !== 'number') return node;
  const { raw, range } = node;
  return { kind: 'string', string: String(Number(raw)), raw, range };
}

function createList(items: readonly JsonNode[], { range }: JsonNode): JsonNode {
  return { kind: 'array', items, range };
}
