import type { PostProcessorDefinition } from '@strata/sdk';
import { shellLocalSchema } from '@strata/sdk/scripts';

/** Packer's `shell-local` behind a build: the same as the provisioner, with the artifact passed on as it is. */
export const shellLocalPostDefinition: PostProcessorDefinition<typeof shellLocalSchema> = {
  kind: 'post-processor',
  type: 'shell-local',
  version: '1',
  doc: 'Runs scripts on this machine after the build, with the environment of the caller. The artifact goes on as it is, and is always kept.',
  schema: shellLocalSchema,
  load: async () => (require('./post-process') as typeof import('./post-process')).shellLocal,
};
