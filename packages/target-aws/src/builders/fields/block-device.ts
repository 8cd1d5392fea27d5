import { defineSchema } from '@strata/sdk';
import { blockDeviceRules } from '../rules/block-device';

const result = { affects: 'result' } as const;

/** One disk: Packer's `launch_block_device_mappings` and its kin. Source: Packer's documentation, "Block Devices". */
export const blockDeviceSchema = defineSchema({
  options: {
    device_name: { type: 'string', ...result, doc: 'How the machine is told to call it: `/dev/sdb`.' },
    volume_type: {
      type: 'string',
      ...result,
      doc: 'Kind of volume: `gp3`, `gp2`, `io1`, `io2`, `st1`, `sc1`.',
    },
    volume_size: { type: 'number', ...result, doc: 'Size in GiB.' },
    snapshot_id: { type: 'string', ...result, doc: 'Snapshot that it is made from.' },
    delete_on_termination: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Whether it goes with its machine. By default it stays.',
    },
    encrypted: {
      type: 'bool',
      ...result,
      doc: 'Whether it is encrypted. By default what AWS or the snapshot says.',
    },
    kms_key_id: { type: 'string', ...result, doc: 'Key to encrypt it with.' },
    iops: { type: 'number', ...result, doc: 'Operations a second, for `io1`, `io2` and `gp3`.' },
    throughput: { type: 'number', ...result, doc: 'MiB a second, for `gp3`: 125 to 1000.' },
    virtual_name: { type: 'string', ...result, doc: 'Instance store volume in its place: `ephemeral0`.' },
    no_device: { type: 'bool', ...result, default: false, doc: 'Takes the disk of that name away.' },
  },
  rules: blockDeviceRules,
});
