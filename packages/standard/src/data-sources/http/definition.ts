import type { FetchedDataDefinition } from '@strata/sdk';
import { httpSchema } from './schema';

/** Packer's `http`: `.body` of what a server answers, `.request_headers` (the headers of the answer) and `.url`. */
export const httpDataDefinition: FetchedDataDefinition<typeof httpSchema> = {
  kind: 'data',
  type: 'http',
  version: '1',
  doc: 'Asks a server over HTTP: `.body` is the text it answers, `.request_headers` the headers of the answer by their usual names (`Content-Type`), `.url` where it was asked. An answer other than 2xx is an error.',
  schema: httpSchema,
  reads: 'world',
  gives: { url: 'string', body: 'string', request_headers: { map: 'string' } },
  load: async () => (require('./read') as typeof import('./read')).httpData,
};
