import { defineSchema, type ProvisionerDefinition } from '@strata/sdk';

export const breakpointSchema = defineSchema({
  options: {
    note: { type: 'string', doc: 'What is shown while the build waits.', affects: 'run' },
    disable: { type: 'bool', doc: 'Go on without waiting.', affects: 'run', default: false },
  },
});

/**
 * Packer's `breakpoint`: waits for Enter. A person wants it in every build, so it also waits where its layer, which is
 * empty, is known.
 */
export const breakpointDefinition: ProvisionerDefinition<typeof breakpointSchema> = {
  kind: 'provisioner',
  type: 'breakpoint',
  version: '1',
  doc: 'Waits until somebody presses Enter, to look at the machine as it is by then. Fails where nobody can.',
  schema: breakpointSchema,
  network: () => false,
  outside: ({ disable }) => !disable,
  load: async () => (require('./provision') as typeof import('./provision')).breakpoint,
};
