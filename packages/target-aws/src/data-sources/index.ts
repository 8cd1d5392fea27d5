import type { DataSourceDefinition } from '@strata/sdk';

/** Amazon's data sources by their types. A definition is loaded when it is asked for. */
export const dataSources = {
  'amazon-ami': () => (require('./ami/definition') as typeof import('./ami/definition')).amiDataDefinition,
  'amazon-parameterstore': () =>
    (require('./parameter/definition') as typeof import('./parameter/definition')).parameterDataDefinition,
  'amazon-secretsmanager': () =>
    (require('./secret/definition') as typeof import('./secret/definition')).secretDataDefinition,
} satisfies Readonly<Record<string, () => DataSourceDefinition>>;
