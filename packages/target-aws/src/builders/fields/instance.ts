import { defineSchema } from '@strata/sdk';
import { keyValueSchema } from './key-value';
import { metadataSchema } from './metadata';
import { licenseSchema, placementSchema } from './placement';

const run = { affects: 'run' } as const;

/** The machine itself. */
export const instanceFields = defineSchema({
  options: {
    instance_type: { type: 'string', ...run, doc: 'Instance type of the machine: `t3.small`.' },
    fallback_instance_types: {
      type: { list: 'string' },
      ...run,
      doc: 'Instance types to take, in this order, where AWS has no capacity for `instance_type`. Packer has no such option.',
    },
    shutdown_behavior: {
      type: 'string',
      ...run,
      default: 'stop',
      doc: 'What becomes of a machine that shuts itself down: `stop` or `terminate`.',
    },
    disable_stop_instance: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'The last provisioner stops the machine (Sysprep does); the build waits for that.',
    },
    ebs_optimized: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Asks for bandwidth of its own for the disks.',
    },
    enable_nitro_enclave: { type: 'bool', ...run, default: false, doc: 'Lets the machine run enclaves.' },
    enable_unlimited_credits: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Lets a burstable machine go on at full speed, for money.',
    },
    enable_t2_unlimited: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Old name of `enable_unlimited_credits`.',
    },
    capacity_reservation_preference: {
      type: 'string',
      ...run,
      doc: '`open` to use any capacity reservation that fits; `none` is the default.',
    },
    capacity_reservation_id: { type: 'string', ...run, doc: 'Capacity reservation to use.' },
    capacity_reservation_group_arn: { type: 'string', ...run, doc: 'Group of capacity reservations to use.' },
    tenancy: { type: 'string', ...run, doc: 'Old place of `tenancy` in `placement`.' },
    windows_password_timeout: {
      type: 'duration',
      ...run,
      default: 1_200_000,
      doc: 'How long to wait for the password of Windows.',
    },
    run_tags: {
      type: { map: 'string' },
      affects: 'result',
      doc: 'Tags of what is made for the build, and of the image, unless `skip_ami_run_tags` is set.',
    },
  },
  blocks: {
    run_tag: { schema: keyValueSchema, count: 'many', doc: 'One of `run_tags`, as a block.' },
    metadata_options: { schema: metadataSchema, count: 'one', doc: 'The metadata service of the machine.' },
    placement: { schema: placementSchema, count: 'one', doc: 'The hardware that the machine runs on.' },
    license_specifications: { schema: licenseSchema, count: 'many', doc: 'Licenses that the machine uses.' },
  },
});
