import type { PostProcessorDefinition } from '@strata/sdk';
import { notifySchema } from './schema';

/** Tells people and programs that a build went well. */
export const notifyDefinition: PostProcessorDefinition<typeof notifySchema> = {
  kind: 'post-processor',
  type: 'notify',
  version: '1',
  doc: 'Tells that the build went well: by webhook, in a chat, by e-mail. Like every post-processor it does not run when the build failed; an `error-cleanup-provisioner "shell-local"` does. All are told, whatever fails. The artifact goes on as it is, and is always kept.',
  schema: notifySchema,
  load: async () => (require('./post-process') as typeof import('./post-process')).notify,
};
