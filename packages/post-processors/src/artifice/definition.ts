import type { PostProcessorDefinition } from '@strata/sdk';
import { artificeSchema } from './schema';

/** Packer's `artifice`: goes on with other files than the builder gave. */
export const artificeDefinition: PostProcessorDefinition<typeof artificeSchema> = {
  kind: 'post-processor',
  type: 'artifice',
  version: '1',
  doc: 'Puts files that the build left on this machine in the place of the artifact, for the post-processors behind it.',
  schema: artificeSchema,
  load: async () => (require('./post-process') as typeof import('./post-process')).artifice,
};
