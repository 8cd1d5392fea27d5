import type { ProvisionerDefinition } from '@strata/sdk';
import { chefSoloSchema } from './schema';

/** Packer's `chef-solo`: installs Chef in the machine that is being built and runs cookbooks there. */
export const chefSoloDefinition: ProvisionerDefinition<typeof chefSoloSchema> = {
  kind: 'provisioner',
  type: 'chef-solo',
  version: '1',
  doc: 'Installs Chef in the machine, sends cookbooks and runs them with chef-solo.',
  schema: chefSoloSchema,
  load: async () => (require('./provision') as typeof import('./provision')).chefSolo,
};
