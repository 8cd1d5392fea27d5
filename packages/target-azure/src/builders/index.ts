import type { BuilderDefinition } from '@strata/sdk';
import type { BuilderMeans } from './means';

/** Builders of Azure's by their types. A definition is loaded when it is asked for. */
export const builders = {
  'azure-arm': (means: BuilderMeans) =>
    (require('./arm/definition') as typeof import('./arm/definition')).createArmDefinition(means),
} satisfies Readonly<Record<string, (means: BuilderMeans) => BuilderDefinition>>;
