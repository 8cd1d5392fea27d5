import { defineSchema } from '@strata/sdk';

/** One tag as a block, so that `dynamic` can make it: Packer's `tag`, `run_tag` and their kin. */
export const keyValueSchema = defineSchema({
  options: {
    key: { type: 'string', affects: 'result', required: true, doc: 'Its name.' },
    value: { type: 'string', affects: 'result', required: true, doc: 'Its value.' },
  },
});

/** The same where Packer says `name` for the key. */
export const nameValueSchema = defineSchema({
  options: {
    name: { type: 'string', affects: 'result', required: true, doc: 'Its name.' },
    value: { type: 'string', affects: 'result', required: true, doc: 'Its value.' },
  },
});
