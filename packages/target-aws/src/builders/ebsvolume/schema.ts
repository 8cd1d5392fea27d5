import { defineSchema, type OptionRule, type OptionsOf, where } from '@strata/sdk';
import { problem } from '../../codes';
import { blockDeviceSchema } from '../fields/block-device';
import { keyValueSchema } from '../fields/key-value';
import { machineFields } from '../fields/machine';
import { machineRules } from '../rules/machine';
import { isGiven } from '../rules/rule';

const result = { affects: 'result' } as const;

const describesSnapshot: OptionRule = (options, at, write) => {
  if (!isGiven(options['snapshot_description']) || options['snapshot_volume'] === true) return [];
  return [
    problem('AWS030', {
      detail: `\`snapshot_description\` of ${options['device_name']} is about a snapshot, but none is made: \`snapshot_volume\` is not true.`,
      hint: `Write ${write('snapshot_volume', 'true')}, or take it out.`,
      ...where(at('snapshot_description')),
    }),
  ];
};

const volumeSchema = defineSchema({
  options: {
    ...blockDeviceSchema.options,
    tags: { type: { map: 'string' }, ...result, doc: 'Tags of the volume.' },
    snapshot_volume: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Whether a snapshot is made of it, too.',
    },
    snapshot_description: { type: 'string', ...result, doc: 'What that snapshot is.' },
    snapshot_tags: { type: { map: 'string' }, ...result, doc: 'Tags of that snapshot.' },
    snapshot_users: { type: { list: 'string' }, ...result, doc: 'Accounts that may make volumes of it.' },
    snapshot_groups: { type: { list: 'string' }, ...result, doc: '`all` for everybody.' },
  },
  blocks: {
    tag: { schema: keyValueSchema, count: 'many', doc: 'One of `tags`, as a block.' },
    snapshot_tag: { schema: keyValueSchema, count: 'many', doc: 'One of `snapshot_tags`, as a block.' },
  },
  rules: [...blockDeviceSchema.rules, describesSnapshot],
});

/** Packer's `amazon-ebsvolume`. Source: Packer's documentation, "Amazon EBS Volume". */
export const volumeBuilderSchema = defineSchema({
  options: {
    ...machineFields.options,
    ena_support: {
      type: 'bool',
      ...result,
      doc: 'Whether the machine has drivers for ENA. By default as the source.',
    },
    sriov_support: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Says that the machine has drivers for SR-IOV.',
    },
    run_volume_tags: {
      type: { map: 'string' },
      affects: 'run',
      doc: "Tags of the machine's disks while it runs.",
    },
  },
  blocks: {
    ...machineFields.blocks,
    ebs_volumes: { schema: volumeSchema, count: 'many', doc: 'A volume that is made.' },
    run_volume_tag: { schema: keyValueSchema, count: 'many', doc: 'One of `run_volume_tags`, as a block.' },
  },
  rules: machineRules,
});

export type VolumeBuilderSchema = typeof volumeBuilderSchema;
export type VolumeBuilderOptions = OptionsOf<VolumeBuilderSchema>;
export type VolumeOptions = VolumeBuilderOptions['ebs_volumes'][number];
