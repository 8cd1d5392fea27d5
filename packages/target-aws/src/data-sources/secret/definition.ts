import type { FetchedDataDefinition } from '@strata/sdk';
import { secretSchema } from './schema';

/** Packer's `amazon-secretsmanager`. */
export const secretDataDefinition: FetchedDataDefinition<typeof secretSchema> = {
  kind: 'data',
  type: 'amazon-secretsmanager',
  version: '1',
  doc: 'Reads a secret of AWS Secrets Manager: `.secret_string`, `.secret_binary` (in base64) and `.version_id`; `.value` is the value of `key` in a secret in JSON, and all of any other. They are sensitive.',
  schema: secretSchema,
  reads: 'world',
  gives: { value: 'string', secret_string: 'string', secret_binary: 'string', version_id: 'string' },
  load: async () => (require('./read') as typeof import('./read')).secretData,
};
