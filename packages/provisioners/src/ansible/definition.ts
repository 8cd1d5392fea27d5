import type { ProvisionerDefinition } from '@strata/sdk';
import { ansibleSchema } from './schema';

/** Packer's `ansible`: runs a playbook with the Ansible of this machine on the machine that is being built. */
export const ansibleDefinition: ProvisionerDefinition<typeof ansibleSchema> = {
  kind: 'provisioner',
  type: 'ansible',
  version: '1',
  doc: 'Runs a playbook with the Ansible of this machine. It reaches the machine that is being built, whatever that is, by SSH through a door that is open on loopback while it works.',
  schema: ansibleSchema,
  // A playbook reads what lies beside it. Where nobody says which folder that is, no kept state can stand for the step.
  outside: ({ playbook_dir: folder }) => folder === undefined,
  load: async () => (require('./provision') as typeof import('./provision')).ansible,
};
