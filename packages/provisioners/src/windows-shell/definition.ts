import type { ProvisionerDefinition } from '@strata/sdk';
import { windowsShellSchema } from './schema';

/** Packer's `windows-shell`: runs batch files in a machine with Windows. */
export const windowsShellDefinition: ProvisionerDefinition<typeof windowsShellSchema> = {
  kind: 'provisioner',
  type: 'windows-shell',
  version: '1',
  doc: 'Runs batch files with cmd in a machine with Windows, as Packer does.',
  schema: windowsShellSchema,
  load: async () => (require('./provision') as typeof import('./provision')).windowsShell,
};
