import type { ProvisionerDefinition } from '@strata/sdk';
import { puppetMasterlessSchema } from './schema';

/** Packer's `puppet-masterless`: applies manifests with the Puppet of the machine that is being built. */
export const puppetMasterlessDefinition: ProvisionerDefinition<typeof puppetMasterlessSchema> = {
  kind: 'provisioner',
  type: 'puppet-masterless',
  version: '1',
  doc: 'Sends manifests and modules and applies them with the Puppet that is in the machine.',
  schema: puppetMasterlessSchema,
  load: async () => (require('./provision') as typeof import('./provision')).puppetMasterless,
};
