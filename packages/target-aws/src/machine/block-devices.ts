import type { BlockDeviceMapping, EbsBlockDevice, VolumeType } from '@aws-sdk/client-ec2';
import type { OptionsOf } from '@strata/sdk';
import type { blockDeviceSchema } from '../builders/fields/block-device';

export type BlockDevice = OptionsOf<typeof blockDeviceSchema>;

/** Kinds of volumes whose operations a second can be chosen. */
const WITH_IOPS = ['io1', 'io2', 'gp3'];

/** A disk as AWS is asked for it. */
export function toMapping(device: BlockDevice): BlockDeviceMapping {
  const DeviceName = device.device_name ?? '';
  if (device.no_device) return { DeviceName, NoDevice: '' };
  if (!device.virtual_name) return { DeviceName, Ebs: toEbs(device) };
  return device.virtual_name.startsWith('ephemeral')
    ? { DeviceName, VirtualName: device.virtual_name }
    : { DeviceName };
}

function toEbs(device: BlockDevice): EbsBlockDevice {
  const { volume_type: type = '' } = device;
  const hasIops = WITH_IOPS.includes(type) && device.iops !== undefined;
  return {
    DeleteOnTermination: device.delete_on_termination,
    ...(type !== '' && { VolumeType: type as VolumeType }),
    ...(device.volume_size && { VolumeSize: device.volume_size }),
    ...(hasIops && { Iops: device.iops }),
    ...(type === 'gp3' && device.throughput !== undefined && { Throughput: device.throughput }),
    ...(device.snapshot_id && { SnapshotId: device.snapshot_id }),
    ...(device.encrypted !== undefined && { Encrypted: device.encrypted }),
    ...(device.kms_key_id && { KmsKeyId: device.kms_key_id }),
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Takes the instance store volumes away that Windows would show: Packer's `no_ephemeral`. */
export function getNoEphemeral(): BlockDeviceMapping[] {
  return [...LETTERS].map((letter) => ({ DeviceName: `xvdc${letter}`, NoDevice: '' }));
}
