import type { PostProcessorDefinition } from '@strata/sdk';
import { provenanceSchema } from './schema';

/** Says what an image was made of, in a form that others can check. */
export const provenanceDefinition: PostProcessorDefinition<typeof provenanceSchema> = {
  kind: 'post-processor',
  type: 'provenance',
  version: '1',
  doc: 'Writes what was made of what: an in-toto statement with SLSA provenance (v1), signed with a key or not. It holds no secret, and the same build writes the same statement. The artifact goes on with it added, and is always kept. `strata verify` checks it.',
  schema: provenanceSchema,
  load: async () => (require('./post-process') as typeof import('./post-process')).provenance,
};
