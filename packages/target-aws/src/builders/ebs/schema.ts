import { defineSchema, type OptionsOf } from '@strata/sdk';
import { diskFields } from '../fields/disks';
import { fastLaunchSchema } from '../fields/fast-launch';
import { imageFields } from '../fields/image';
import { machineFields } from '../fields/machine';
import { fastLaunchRegions } from '../rules/fast-launch';
import { imageRules } from '../rules/image';
import { machineRules } from '../rules/machine';

/** Packer's `amazon-ebs`. Source: Packer's documentation, "Amazon EBS". */
export const ebsSchema = defineSchema({
  options: {
    ...machineFields.options,
    ...imageFields.options,
    ...diskFields.options,
    skip_create_ami: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: 'Provisions the machine and makes no image of it: for a test of the provisioners.',
    },
  },
  blocks: {
    ...machineFields.blocks,
    ...imageFields.blocks,
    ...diskFields.blocks,
    fast_launch: { schema: fastLaunchSchema, count: 'one', doc: 'For Windows: snapshots that are prepared.' },
  },
  rules: [...machineRules, ...imageRules, fastLaunchRegions],
});

export type EbsSchema = typeof ebsSchema;
export type EbsOptions = OptionsOf<EbsSchema>;
