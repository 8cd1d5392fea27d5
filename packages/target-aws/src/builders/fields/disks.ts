import { defineSchema } from '@strata/sdk';
import { blockDeviceSchema } from './block-device';
import { nameValueSchema } from './key-value';

/** Disks of the machine and of the image. */
export const diskFields = defineSchema({
  options: {
    run_volume_tags: {
      type: { map: 'string' },
      affects: 'run',
      doc: "Tags of the machine's disks while it runs.",
    },
    no_ephemeral: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: 'For Windows: hides instance store volumes from the image (xvdca to xvdcz).',
    },
  },
  blocks: {
    launch_block_device_mappings: {
      schema: blockDeviceSchema,
      count: 'many',
      doc: 'A disk of the machine, which becomes one of the image.',
    },
    ami_block_device_mappings: {
      schema: blockDeviceSchema,
      count: 'many',
      doc: 'A disk that machines of the image get.',
    },
    run_volume_tag: { schema: nameValueSchema, count: 'many', doc: 'One of `run_volume_tags`, as a block.' },
  },
});
