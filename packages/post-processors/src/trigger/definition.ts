import type { PostProcessorDefinition } from '@strata/sdk';
import { triggerSchema } from './schema';

/** Starts the pipeline that goes on with what was built. */
export const triggerDefinition: PostProcessorDefinition<typeof triggerSchema> = {
  kind: 'post-processor',
  type: 'trigger',
  version: '1',
  doc: 'Starts a pipeline: of GitHub, GitLab, Azure DevOps, or by any HTTP request. It is not waited for. Answers of 429, 500, 502, 503 and 504 are tried again four times; a server that had begun in spite of such an answer may then start a pipeline twice. The artifact goes on as it is, and is always kept.',
  schema: triggerSchema,
  load: async () => (require('./post-process') as typeof import('./post-process')).trigger,
};
