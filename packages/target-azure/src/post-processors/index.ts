import type { PostProcessorDefinition } from '@strata/sdk';

/** Azure's post-processors by their types. A definition is loaded when it is asked for. */
export const postProcessors = {
  'azure-app-service': () =>
    (require('./app-service/definition') as typeof import('./app-service/definition')).appServiceDefinition,
} satisfies Readonly<Record<string, () => PostProcessorDefinition>>;
