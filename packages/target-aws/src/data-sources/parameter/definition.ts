import type { FetchedDataDefinition } from '@strata/sdk';
import { parameterSchema } from './schema';

/** Packer's `amazon-parameterstore`. */
export const parameterDataDefinition: FetchedDataDefinition<typeof parameterSchema> = {
  kind: 'data',
  type: 'amazon-parameterstore',
  version: '1',
  doc: "Reads a parameter of the Parameter Store of AWS's Systems Manager: `.value`, `.version` and `.arn`. With `with_decryption` the value is sensitive.",
  schema: parameterSchema,
  reads: 'world',
  gives: { value: 'string', version: 'string', arn: 'string' },
  load: async () => (require('./read') as typeof import('./read')).parameterData,
};
