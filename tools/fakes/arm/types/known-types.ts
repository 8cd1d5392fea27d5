import { computeTypes } from '../compute/types';
import { networkTypes } from '../network/types';
import { storageAccount } from '../storage/account';
import { vault, vaultSecret } from '../vaults/vault';
import { plan, site, siteConfiguration } from '../web/site';
import type { ResourceType } from './resource-type';

const types: readonly ResourceType[] = [
  ...computeTypes,
  ...networkTypes,
  storageAccount,
  vault,
  vaultSecret,
  site,
  siteConfiguration,
  plan,
];

const byName = new Map(types.map((type) => [type.name.toLowerCase(), type]));
const namespaces = new Set(types.map((type) => (type.name.split('/')[0] ?? '').toLowerCase()));

/** What the fake knows of a type, in whatever letters it is written. */
export function findType(name: string): ResourceType | undefined {
  return byName.get(name.toLowerCase());
}

/** Whether the fake has a provider of this name. */
export function isKnownNamespace(name: string): boolean {
  return namespaces.has(name.toLowerCase());
}

/** Of one provider. */
export function listTypeNames(namespace: string): readonly Pick<ResourceType, 'name' | 'versions'>[] {
  return types.filter(({ name }) => name.toLowerCase().startsWith(`${namespace.toLowerCase()}/`));
}

/** In Azure's own spelling, each once. */
export function listNamespaces(): readonly string[] {
  return [...new Set(types.map((type) => type.name.split('/')[0] ?? ''))];
}
