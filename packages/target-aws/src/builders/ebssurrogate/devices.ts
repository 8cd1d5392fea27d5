import type { BlockDeviceMapping, EbsBlockDevice, VolumeType } from '@aws-sdk/client-ec2';
import { toMapping } from '../../machine/block-devices';
import type { SurrogateOptions } from './schema';

type RootDevice = NonNullable<SurrogateOptions['ami_root_device']>;

/** Disks of the image: those that templates give it, and those of the machine with the root disk under its new name. */
export function getImageDevices(
  options: SurrogateOptions,
  changeDisk: (device: string, disk: EbsBlockDevice) => EbsBlockDevice,
): readonly BlockDeviceMapping[] {
  const root = options.ami_root_device;
  const own = options.ami_block_device_mappings.map(toMapping);
  const launched = options.launch_block_device_mappings
    .filter((device) => !device.omit_from_artifact)
    .map((device): BlockDeviceMapping => {
      const { Ebs: disk, ...mapping } = toMapping(device);
      const name = device.device_name ?? '';
      const isRoot = root !== undefined && name === root.source_device_name;
      return {
        ...mapping,
        ...(disk && { Ebs: changeDisk(name, isRoot ? withRoot(disk, root) : disk) }),
        ...(isRoot && { DeviceName: root.device_name }),
      };
    });
  return [...new Map([...own, ...launched].map((mapping) => [mapping.DeviceName, mapping])).values()];
}

function withRoot(disk: EbsBlockDevice, root: RootDevice): EbsBlockDevice {
  return {
    ...disk,
    ...(root.delete_on_termination && { DeleteOnTermination: true }),
    ...(root.volume_type && { VolumeType: root.volume_type as VolumeType }),
    ...(root.volume_size && { VolumeSize: root.volume_size }),
    ...(root.iops && { Iops: root.iops }),
  };
}

/** A disk that is made of a snapshot is encrypted as that one is. */
export function fromSnapshot(disk: EbsBlockDevice, snapshot: string): EbsBlockDevice {
  const { Encrypted: _, KmsKeyId: __, ...rest } = disk;
  return { ...rest, SnapshotId: snapshot };
}

/** AWS takes no key for disks that are there. */
export function withoutKey(disk: EbsBlockDevice): EbsBlockDevice {
  const { KmsKeyId: _, ...rest } = disk;
  return rest;
}
