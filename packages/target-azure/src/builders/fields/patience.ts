import { defineSchema } from '@strata/sdk';

const run = { affects: 'run' } as const;

/** How long Azure may take. */
export const patienceFields = defineSchema({
  options: {
    polling_duration_timeout: {
      type: 'duration',
      ...run,
      default: 900_000,
      doc: 'How long one operation of Azure may take.',
    },
    async_resourcegroup_delete: {
      type: 'bool',
      ...run,
      default: false,
      doc: "Does not wait until the build's resource group is gone.",
    },
  },
});
