import { type JsonNode, type JsonObject, memberOf } from '@strata/hcl';
import { getString, set } from './edit';

/** Changes one builder, provisioner or post-processor. */
export type Change = (part: JsonObject) => JsonObject;

/** Which types of parts a change is for: their names, or what their names begin with when it ends in `*`. */
export type Types = readonly string[];

/** Every builder there is. */
export const ANY: Types = ['*'];

/** Changes the builders of some types. */
export function changeBuilders(types: Types, change: Change): (template: JsonObject) => JsonObject {
  return (template) => changeList(template, 'builders', (node) => changePart(node, types, change));
}

/** Changes the provisioners of some types. */
export function changeProvisioners(types: Types, change: Change): (template: JsonObject) => JsonObject {
  return (template) => changeList(template, 'provisioners', (node) => changePart(node, types, change));
}

/** Changes the post-processors of some types, alone or in chains. */
export function changePostProcessors(types: Types, change: Change): (template: JsonObject) => JsonObject {
  const changeOne = (node: JsonNode) => changePart(node, types, change);
  return (template) =>
    changeList(template, 'post-processors', (node) =>
      node.kind === 'array' ? { ...node, items: node.items.map(changeOne) } : changeOne(node),
    );
}

function changeList(template: JsonObject, name: string, change: (node: JsonNode) => JsonNode): JsonObject {
  const list = memberOf(template, name);
  return list?.kind === 'array' ? set(template, name, { ...list, items: list.items.map(change) }) : template;
}

function changePart(node: JsonNode, types: Types, change: Change): JsonNode {
  return node.kind === 'object' && fits(getString(node, 'type') ?? '', types) ? change(node) : node;
}

function fits(type: string, types: Types): boolean {
  return types.some((one) => (one.endsWith('*') ? type.startsWith(one.slice(0, -1)) : one === type));
}
