import type { ProvisionerDefinition } from '@strata/sdk';
import { saltMasterlessSchema } from './schema';

/** Packer's `salt-masterless`: applies states with the Salt of the machine that is being built. */
export const saltMasterlessDefinition: ProvisionerDefinition<typeof saltMasterlessSchema> = {
  kind: 'provisioner',
  type: 'salt-masterless',
  version: '1',
  doc: 'Installs Salt in the machine, sends states and pillars and applies them with salt-call.',
  schema: saltMasterlessSchema,
  load: async () => (require('./provision') as typeof import('./provision')).saltMasterless,
};
