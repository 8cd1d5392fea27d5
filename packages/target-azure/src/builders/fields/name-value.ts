import { defineSchema } from '@strata/sdk';

/** One tag as a block, so that `dynamic` can make it: Packer's `azure_tag`. */
export const nameValueSchema = defineSchema({
  options: {
    name: { type: 'string', affects: 'result', required: true, doc: 'Its name.' },
    value: { type: 'string', affects: 'result', required: true, doc: 'Its value.' },
  },
});
