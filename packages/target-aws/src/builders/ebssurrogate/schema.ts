import { defineSchema, type OptionsOf } from '@strata/sdk';
import { blockDeviceSchema } from '../fields/block-device';
import { imageFields } from '../fields/image';
import { nameValueSchema } from '../fields/key-value';
import { machineFields } from '../fields/machine';
import { imageRules } from '../rules/image';
import { machineRules } from '../rules/machine';
import { surrogateRules } from './rules';

const result = { affects: 'result' } as const;

const rootDeviceSchema = defineSchema({
  options: {
    source_device_name: {
      type: 'string',
      ...result,
      required: true,
      doc: 'Name of the disk of the machine that becomes the root disk of the image.',
    },
    device_name: { type: 'string', ...result, required: true, doc: 'Its name in the image: `/dev/xvda`.' },
    delete_on_termination: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Whether it goes with its machine. By default as the disk says.',
    },
    iops: { type: 'number', ...result, doc: 'Operations a second, for `io1`, `io2` and `gp3`.' },
    volume_type: { type: 'string', ...result, doc: 'Kind of volume. By default as the disk says.' },
    volume_size: { type: 'number', ...result, doc: 'Size in GiB. By default as the disk says.' },
  },
});

const launchDeviceSchema = defineSchema({
  ...blockDeviceSchema,
  options: {
    ...blockDeviceSchema.options,
    omit_from_artifact: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Whether the disk is only for the work on the machine, and not one of the image.',
    },
  },
});

/** Packer's `amazon-ebssurrogate`. Source: Packer's documentation, "Amazon EBS Surrogate". */
export const surrogateSchema = defineSchema({
  options: {
    ...machineFields.options,
    ...imageFields.options,
    snapshot_description: { type: 'string', ...result, doc: 'What the snapshots are.' },
    run_volume_tags: {
      type: { map: 'string' },
      affects: 'run',
      doc: "Tags of the machine's disks while it runs.",
    },
    ami_architecture: {
      type: 'string',
      ...result,
      default: 'x86_64',
      doc: "The image's architecture: `x86_64`, `arm64`, `i386`, `x86_64_mac`, `arm64_mac`.",
    },
    boot_mode: {
      type: 'string',
      ...result,
      doc: 'How the image boots: `legacy-bios`, `uefi`, `uefi-preferred`.',
    },
    uefi_data: { type: 'string', ...result, doc: 'Variables of UEFI in Base64, for Secure Boot.' },
    tpm_support: { type: 'string', ...result, doc: '`v2.0` gives machines of the image a TPM.' },
    use_create_image: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Makes the image of the machine with the disk in its place, in place of snapshots: it inherits what the source is billed for.',
    },
  },
  blocks: {
    ...machineFields.blocks,
    ...imageFields.blocks,
    ami_root_device: {
      schema: rootDeviceSchema,
      count: 'one',
      required: true,
      doc: "The disk that becomes the image's root disk.",
    },
    launch_block_device_mappings: {
      schema: launchDeviceSchema,
      count: 'many',
      doc: 'A disk of the machine.',
    },
    ami_block_device_mappings: {
      schema: blockDeviceSchema,
      count: 'many',
      doc: 'A disk that machines of the image get.',
    },
    run_volume_tag: { schema: nameValueSchema, count: 'many', doc: 'One of `run_volume_tags`, as a block.' },
  },
  rules: [...machineRules, ...imageRules, ...surrogateRules],
});

export type SurrogateSchema = typeof surrogateSchema;
export type SurrogateOptions = OptionsOf<SurrogateSchema>;
