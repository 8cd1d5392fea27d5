import type { PostProcessorDefinition } from '@strata/sdk';
import { appServiceSchema } from './schema';

/** Points a web app at a container image that was pushed. Packer has no such post-processor. */
export const appServiceDefinition: PostProcessorDefinition<typeof appServiceSchema> = {
  kind: 'post-processor',
  type: 'azure-app-service',
  version: '1',
  doc: 'Points a web app of Azure App Service at the container image that was pushed; what else is set of the app stays. An app that has an image of the same name is restarted, so that it is fetched anew. The artifact goes on as it is, and is always kept.',
  schema: appServiceSchema,
  load: async () => (require('./post-process') as typeof import('./post-process')).appService,
};
