import type { PostProcessorDefinition } from '@strata/sdk';
import { manifestSchema } from './schema';

/** Packer's `manifest`: a JSON file that lists what was built. */
export const manifestDefinition: PostProcessorDefinition<typeof manifestSchema> = {
  kind: 'post-processor',
  type: 'manifest',
  version: '1',
  doc: 'Writes a JSON file that lists what was built, in the form that Packer writes.',
  schema: manifestSchema,
  load: async () => (require('./post-process') as typeof import('./post-process')).manifest,
};
