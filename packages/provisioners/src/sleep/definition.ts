import { defineSchema, type ProvisionerDefinition } from '@strata/sdk';

export const sleepSchema = defineSchema({
  options: {
    duration: {
      type: 'duration',
      doc: 'How long to wait, such as `"30s"` or `"5m"`.',
      affects: 'run',
      required: true,
    },
  },
});

/** Packer's `sleep`. A wait leaves nothing in an image: a layer that is known is not waited for again. */
export const sleepDefinition: ProvisionerDefinition<typeof sleepSchema> = {
  kind: 'provisioner',
  type: 'sleep',
  version: '1',
  doc: 'Waits.',
  schema: sleepSchema,
  network: () => false,
  load: async () => (require('./provision') as typeof import('./provision')).sleep,
};
