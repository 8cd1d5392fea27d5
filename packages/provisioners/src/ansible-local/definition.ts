import type { ProvisionerDefinition } from '@strata/sdk';
import { ansibleLocalSchema } from './schema';

/** Packer's `ansible-local`: runs playbooks with the Ansible of the machine that is being built. */
export const ansibleLocalDefinition: ProvisionerDefinition<typeof ansibleLocalSchema> = {
  kind: 'provisioner',
  type: 'ansible-local',
  version: '1',
  doc: 'Sends playbooks, roles and inventories and runs them with the Ansible that is in the machine.',
  schema: ansibleLocalSchema,
  load: async () => (require('./provision') as typeof import('./provision')).ansibleLocal,
};
