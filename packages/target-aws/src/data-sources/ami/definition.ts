import type { FetchedDataDefinition } from '@strata/sdk';
import { amiSchema } from './schema';

/** Packer's `amazon-ami`. */
export const amiDataDefinition: FetchedDataDefinition<typeof amiSchema> = {
  kind: 'data',
  type: 'amazon-ami',
  version: '1',
  doc: 'Looks for an image of EC2: `.id`, `.name`, `.creation_date`, `.owner` (account), `.owner_name` (`amazon`, where it has one) and `.tags`. None, and several without `most_recent`, are an error.',
  schema: amiSchema,
  reads: 'world',
  gives: {
    id: 'string',
    name: 'string',
    creation_date: 'string',
    owner: 'string',
    owner_name: 'string',
    tags: { map: 'string' },
  },
  load: async () => (require('./read') as typeof import('./read')).amiData,
};
