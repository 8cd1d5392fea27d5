import type { DataSourceDefinition } from '@strata/sdk';

/** Azure's data sources by their types. A definition is loaded when it is asked for. */
export const dataSources = {
  'azure-keyvaultsecret': () =>
    (require('./key-vault-secret/definition') as typeof import('./key-vault-secret/definition'))
      .keyVaultSecretDefinition,
} satisfies Readonly<Record<string, () => DataSourceDefinition>>;
