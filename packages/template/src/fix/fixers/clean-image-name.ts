import type { JsonNode } from '@strata/hcl';
import { createString, mapValues } from '../edit';
import type { Fixer } from '../fixer';
import { ANY, changeBuilders } from '../parts';

export const cleanImageName: Fixer = {
  name: 'clean-image-name',
  summary: '"clean_ami_name" and "clean_image_name" in builders become "clean_resource_name"',
  fix: changeBuilders(ANY, (builder) =>
    mapValues(builder, (value) => (value.kind === 'object' ? mapValues(value, renameIn) : renameIn(value))),
  ),
};

const OLD = /clean_(?:image|ami)_name/gu;

function renameIn(node: JsonNode): JsonNode {
  if (node.kind !== 'string' || node.string.search(OLD) < 0) return node;
  return createString(node.string.replace(OLD, 'clean_resource_name'), node);
}
