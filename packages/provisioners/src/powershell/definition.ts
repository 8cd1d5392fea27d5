import type { ProvisionerDefinition } from '@strata/sdk';
import { powershellSchema } from './schema';

/** Packer's `powershell`: runs scripts in a machine with Windows, also with the rights of another user. */
export const powershellDefinition: ProvisionerDefinition<typeof powershellSchema> = {
  kind: 'provisioner',
  type: 'powershell',
  version: '1',
  doc: 'Runs scripts of PowerShell in a machine with Windows, as Packer does; with `elevated_user` by a scheduled task.',
  schema: powershellSchema,
  load: async () => (require('./provision') as typeof import('./provision')).powershell,
};
