import type { ProvisionerDefinition } from '@strata/sdk';
import { shellSchema } from './schema';

/** Packer's `shell`: runs scripts in the machine that is being built. */
export const shellDefinition: ProvisionerDefinition<typeof shellSchema> = {
  kind: 'provisioner',
  type: 'shell',
  version: '1',
  doc: 'Runs shell scripts in the machine that is being built, as Packer does.',
  schema: shellSchema,
  network: ({ network }) => network,
  load: async () => (require('./provision') as typeof import('./provision')).shell,
};
