import { readAt, readFlag, readObject, readText, writeAt } from '../json';
import { refuse, refuseConflict, refuseParameter } from '../refusal';
import { getName } from '../routing/resource-id';
import { anything, checkResource, flag, listOf, number, objectOf, oneOf, text } from '../schema/by-hand';
import type { ResourceType } from '../types/resource-type';

const vaultVersions = ['2024-11-01', '2023-07-01', '2023-02-01'];

const properties = objectOf('VaultProperties', {
  'tenantId!': text,
  'sku!': objectOf('Sku', { 'family!': oneOf('A'), 'name!': oneOf('standard', 'premium') }),
  accessPolicies: listOf(
    objectOf('AccessPolicyEntry', {
      'tenantId!': text,
      'objectId!': text,
      applicationId: text,
      'permissions!': anything,
    }),
  ),
  enabledForDeployment: flag,
  enabledForDiskEncryption: flag,
  enabledForTemplateDeployment: flag,
  enableSoftDelete: flag,
  enablePurgeProtection: flag,
  enableRbacAuthorization: flag,
  softDeleteRetentionInDays: number,
  publicNetworkAccess: text,
  networkAcls: anything,
  createMode: oneOf('default', 'recover'),
});

/** What keeps secrets. A name is unique in all of Azure, and stays taken for a while after a deletion. */
export const vault: ResourceType = {
  name: 'Microsoft.KeyVault/vaults',
  versions: vaultVersions,
  tracked: true,
  naming: {
    pattern: /^[A-Za-z](?!.*--)[A-Za-z0-9-]{1,22}[A-Za-z0-9]$/,
    rule: 'The name has 3 to 24 letters, digits and single dashes, and begins with a letter.',
  },
  check: checkResource('Vault', properties),
  judge({ body, cloud, id, existing }) {
    if (readText(body, 'properties.tenantId') !== cloud.tokens.tenant)
      throw refuseParameter(
        'properties.tenantId',
        `The tenant '${readText(body, 'properties.tenantId')}' is not that of the subscription.`,
      );
    if (
      !readFlag(body, 'properties.enableRbacAuthorization') &&
      !Array.isArray(readAt(body, 'properties.accessPolicies'))
    )
      throw refuse('BadRequest', "An access policy is required: parameter 'accessPolicies' is missing.");
    const name = getName(id).toLowerCase();
    if (!existing && cloud.deletedVaults.has(name) && readText(body, 'properties.createMode') !== 'recover')
      throw refuseConflict(
        'ConflictError',
        `A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete. Vault: ${name}.`,
      );
  },
  complete: ({ body, id }) =>
    writeAt(body, 'properties.vaultUri', `https://${getName(id).toLowerCase()}.vault.azure.net/`),
  leave({ name }, { deletedVaults }) {
    deletedVaults.add(name.toLowerCase());
  },
};

/** A secret, written by ARM. Its value is never shown by it. */
export const vaultSecret: ResourceType = {
  name: 'Microsoft.KeyVault/vaults/secrets',
  versions: vaultVersions,
  tracked: false,
  synchronous: true,
  naming: { pattern: /^[A-Za-z0-9-]{1,127}$/, rule: 'The name may have letters, digits and dashes.' },
  check: checkResource(
    'Secret',
    objectOf('SecretProperties', {
      'value!': text,
      contentType: text,
      attributes: objectOf('SecretAttributes', { enabled: flag, nbf: number, exp: number }),
    }),
  ),
  complete({ body, id }) {
    const { value, ...own } = readObject(body, 'properties');
    return { ...body, properties: { ...own, secretUri: makeUri(id.names) } };
  },
  begin({ cloud }, secret) {
    const version = cloud.resources.all().length.toString(16).padStart(32, '0');
    secret.properties = {
      ...secret.properties,
      secretUriWithVersion: `${secret.properties.secretUri}/${version}`,
    };
  },
};

function makeUri([owner = '', name = '']: readonly string[]): string {
  return `https://${owner.toLowerCase()}.vault.azure.net/secrets/${name}`;
}
