import type { ProvisionerDefinition } from '@strata/sdk';
import { fileSchema, isUpload } from './schema';

/** Packer's `file`: moves files between this machine and the one that is being built. */
export const fileDefinition: ProvisionerDefinition<typeof fileSchema> = {
  kind: 'provisioner',
  type: 'file',
  version: '1',
  doc: 'Sends files and folders to the machine that is being built, or fetches them from it.',
  schema: fileSchema,
  network: () => false,
  // A download is wanted each time, and nobody knows before the build what a generated file will hold.
  outside: (options) => !isUpload(options) || options.generated,
  load: async () => (require('./provision') as typeof import('./provision')).file,
};
