import type { BuilderDefinition } from '@strata/sdk';
import type { BuilderMeans } from './means';

/** Builders of Amazon's by their types. A definition is loaded when it is asked for. */
export const builders = {
  'amazon-ebs': (means: BuilderMeans) =>
    (require('./ebs/definition') as typeof import('./ebs/definition')).createEbsDefinition(means),
  'amazon-ebssurrogate': (means: BuilderMeans) =>
    (
      require('./ebssurrogate/definition') as typeof import('./ebssurrogate/definition')
    ).createSurrogateDefinition(means),
  'amazon-ebsvolume': (means: BuilderMeans) =>
    (require('./ebsvolume/definition') as typeof import('./ebsvolume/definition')).createVolumeDefinition(
      means,
    ),
} satisfies Readonly<Record<string, (means: BuilderMeans) => BuilderDefinition>>;
