import { defineSchema } from '@strata/sdk';

const run = { affects: 'run' } as const;

/** Packer's `placement`. */
export const placementSchema = defineSchema({
  options: {
    host_resource_group_arn: { type: 'string', ...run, doc: 'Host resource group to launch in.' },
    host_id: { type: 'string', ...run, doc: 'Dedicated host to launch on.' },
    tenancy: {
      type: 'string',
      ...run,
      doc: '`dedicated` or `host` for hardware of our own. By default shared with others.',
    },
  },
});

const licenseRequestSchema = defineSchema({
  options: {
    license_configuration_arn: { type: 'string', affects: 'result', doc: 'The license configuration.' },
  },
});

/** Packer's `license_specifications`. */
export const licenseSchema = defineSchema({
  options: {},
  blocks: {
    license_configuration_request: {
      schema: licenseRequestSchema,
      count: 'one',
      doc: 'Which license the machine uses.',
    },
  },
});
