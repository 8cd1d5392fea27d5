import type { ProvisionerDefinition } from '@strata/sdk';
import { shellLocalSchema } from '@strata/sdk/scripts';

/**
 * Packer's `shell-local`: runs scripts on this machine. In a build of layers it leaves the image as it is, so its layer is
 * empty, its options are no part of any key, and layers above it stay known when its scripts change. What it does here is
 * wanted with every build, as in Packer, so it runs each time, whether its layer is known or not. A file that it makes for
 * a later step is sent by `file` with `generated`, which is never taken from the store either.
 */
export const shellLocalDefinition: ProvisionerDefinition<typeof shellLocalSchema> = {
  kind: 'provisioner',
  type: 'shell-local',
  version: '1',
  doc: 'Runs scripts on this machine, with the environment of the caller, each time the image is built.',
  schema: shellLocalSchema,
  network: () => false,
  outside: () => true,
  load: async () => (require('./provision') as typeof import('./provision')).shellLocal,
};
