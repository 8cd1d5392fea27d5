import { type JsonNode, type JsonObject, memberOf } from '@strata/hcl';
import { createList, createString, has, rename, set } from '../edit';
import type { Fixer } from '../fixer';
import { changePostProcessors } from '../parts';

export const dockerTagTags: Fixer = {
  name: 'docker-tag-tags',
  summary: '"tag" of the post-processor "docker-tag" becomes part of the list "tags"',
  fix: changePostProcessors(['docker-tag'], (part) => {
    const tags = [...new Set([...getTags(part, 'tag'), ...getTags(part, 'tags')])];
    if (!has(part, 'tag') && !has(part, 'tags')) return part;
    const list = createList(
      tags.map((tag) => createString(tag, part)),
      part,
    );
    return set(rename(part, 'tag', 'tags'), 'tags', list);
  }),
};

function getTags(part: JsonObject, name: string): readonly string[] {
  const node = memberOf(part, name);
  if (node?.kind === 'string') return node.string.split(',').map((tag) => tag.trim());
  return node?.kind === 'array' ? node.items.flatMap(getText) : [];
}

function getText(node: JsonNode): readonly string[] {
  return node.kind === 'string' ? [node.string] : [];
}
