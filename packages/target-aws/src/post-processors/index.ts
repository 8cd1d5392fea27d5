import type { PostProcessorDefinition } from '@strata/sdk';

/** Amazon's post-processors by their types. A definition is loaded when it is asked for. */
export const postProcessors = {
  'amazon-import': () =>
    (require('./import/definition') as typeof import('./import/definition')).importDefinition,
} satisfies Readonly<Record<string, () => PostProcessorDefinition>>;
