import type { FetchedDataDefinition } from '@strata/sdk';
import { keyVaultSecretSchema } from './schema';

/** Packer's `azure-keyvaultsecret`. */
export const keyVaultSecretDefinition: FetchedDataDefinition<typeof keyVaultSecretSchema> = {
  kind: 'data',
  type: 'azure-keyvaultsecret',
  version: '1',
  doc: "Reads a secret of a key vault of Azure: `.value`, and `.response`, which is the vault's whole answer in JSON. They are sensitive.",
  schema: keyVaultSecretSchema,
  reads: 'world',
  gives: { value: 'string', response: 'string' },
  load: async () => (require('./read') as typeof import('./read')).keyVaultSecret,
};
