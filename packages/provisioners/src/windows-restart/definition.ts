import type { ProvisionerDefinition } from '@strata/sdk';
import { windowsRestartSchema } from './schema';

/** Packer's `windows-restart`: restarts a machine with Windows and waits until it is back. */
export const windowsRestartDefinition: ProvisionerDefinition<typeof windowsRestartSchema> = {
  kind: 'provisioner',
  type: 'windows-restart',
  version: '1',
  doc: 'Restarts a machine with Windows and waits until it answers again.',
  schema: windowsRestartSchema,
  load: async () => (require('./provision') as typeof import('./provision')).windowsRestart,
};
