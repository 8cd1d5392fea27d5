import { type JsonNode, type JsonObject, memberOf } from '@strata/hcl';
import { createString, set } from '../edit';
import type { Fixer } from '../fixer';
import { changeProvisioners } from '../parts';

export const powershellEscapes: Fixer = {
  name: 'powershell-escapes',
  summary: 'escapes of PowerShell in "elevated_user", "elevated_password" and "environment_vars" go',
  fix: changeProvisioners(['powershell'], (provisioner) => OPTIONS.reduce(unescapeOption, provisioner)),
};

const OPTIONS = ['elevated_user', 'elevated_password', 'environment_vars'];

function unescapeOption(provisioner: JsonObject, name: string): JsonObject {
  const node = memberOf(provisioner, name);
  if (node?.kind === 'string') return set(provisioner, name, unescapeText(node));
  if (node?.kind !== 'array') return provisioner;
  return set(provisioner, name, { ...node, items: node.items.map(unescapeText) });
}

function unescapeText(node: JsonNode): JsonNode {
  return node.kind === 'string' ? createString(node.string.replace(/`([$"`'])/gu, '$1'), node) : node;
}
