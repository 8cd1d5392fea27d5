import type { PostProcessorDefinition } from '@strata/sdk';
import { checksumSchema } from './schema';

/** Packer's `checksum`: files with the checksums of the artifact's files. */
export const checksumDefinition: PostProcessorDefinition<typeof checksumSchema> = {
  kind: 'post-processor',
  type: 'checksum',
  version: '1',
  doc: "Writes the checksums of the artifact's files. The artifact goes on with the checksum files added, and is always kept.",
  schema: checksumSchema,
  load: async () => (require('./post-process') as typeof import('./post-process')).checksum,
};
