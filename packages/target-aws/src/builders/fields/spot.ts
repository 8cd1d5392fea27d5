import { defineSchema } from '@strata/sdk';
import { keyValueSchema } from './key-value';

const run = { affects: 'run' } as const;

/** Machines at the price of the day, which are asked for by a fleet of one. */
export const spotFields = defineSchema({
  options: {
    spot_price: {
      type: 'string',
      ...run,
      doc: 'Most that is paid for an hour, in dollars, or `auto` for up to the usual price. Makes the machine a spot instance.',
    },
    spot_instance_types: {
      type: { list: 'string' },
      ...run,
      doc: 'Instance types that will do, in place of `instance_type`.',
    },
    spot_allocation_strategy: {
      type: 'string',
      ...run,
      doc: 'How AWS chooses among them: `lowest-price`, `diversified`, `capacity-optimized`, `capacity-optimized-prioritized`, `price-capacity-optimized`.',
    },
    spot_tags: { type: { map: 'string' }, ...run, doc: 'Tags of the spot request.' },
    fleet_tags: { type: { map: 'string' }, ...run, doc: 'Tags of the fleet.' },
    spot_price_auto_product: { type: 'string', ...run, doc: 'Of old templates; has no effect.' },
    block_duration_minutes: {
      type: 'number',
      ...run,
      doc: 'Of old templates; AWS offers no machines for a fixed time any more.',
    },
  },
  blocks: {
    spot_tag: { schema: keyValueSchema, count: 'many', doc: 'One tag of the spot request.' },
    fleet_tag: { schema: keyValueSchema, count: 'many', doc: 'One tag of the fleet.' },
  },
});
