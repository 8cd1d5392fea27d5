import { defineSchema } from '@strata/sdk';
import { nameValueSchema } from './key-value';

const filters = {
  type: { map: 'string' },
  affects: 'result',
  doc: "Filters of AWS's own API by name; several values stand with commas between them.",
} as const;

const filter = {
  schema: nameValueSchema,
  count: 'many',
  doc: 'One more filter, as a block.',
} as const;

/** Things that AWS is asked for by filters: Packer's `vpc_filter`, `security_group_filter`. */
export const filterSchema = defineSchema({ options: { filters }, blocks: { filter } });

/** Packer's `subnet_filter`. */
export const subnetFilterSchema = defineSchema({
  options: {
    filters,
    most_free: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Of several, takes the one with most free addresses, and the next ones where it has no capacity.',
    },
    random: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Of several, takes any, and another where it has no capacity.',
    },
  },
  blocks: { filter },
});

/** Packer's `source_ami_filter`. */
export const imageFilterSchema = defineSchema({
  options: {
    filters,
    owners: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Who may have made the image: account numbers, `self`, `amazon`, `aws-marketplace`.',
    },
    most_recent: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: 'Of several, takes the newest.',
    },
    include_deprecated: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: 'Takes images into account that their owners call deprecated.',
    },
  },
});
