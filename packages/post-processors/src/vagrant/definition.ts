import type { PostProcessorDefinition } from '@strata/sdk';
import { vagrantSchema } from './schema';

/** Packer's `vagrant`, for machines of the `qemu` builder. */
export const vagrantDefinition: PostProcessorDefinition<typeof vagrantSchema> = {
  kind: 'post-processor',
  type: 'vagrant',
  version: '1',
  doc: "Makes a Vagrant box of a machine that `qemu` built, for Vagrant's provider libvirt. The box goes on in the place of the artifact, which is removed unless `keep_input_artifact` is true. Equal disks give equal boxes.",
  schema: vagrantSchema,
  load: async () => (require('./post-process') as typeof import('./post-process')).vagrant,
};
