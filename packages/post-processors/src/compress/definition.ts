import type { PostProcessorDefinition } from '@strata/sdk';
import { compressSchema } from './schema';

/** Packer's `compress`: one archive, or one compressed file, in the place of the artifact. */
export const compressDefinition: PostProcessorDefinition<typeof compressSchema> = {
  kind: 'post-processor',
  type: 'compress',
  version: '1',
  doc: "Packs the artifact's files into one archive, or compresses the only one. The archive goes on in the place of the artifact, which is removed unless `keep_input_artifact` is true. Equal files give equal archives.",
  schema: compressSchema,
  load: async () => (require('./post-process') as typeof import('./post-process')).compress,
};
