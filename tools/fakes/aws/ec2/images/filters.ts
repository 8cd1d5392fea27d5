import type { EbsBlockDevice } from '@aws-sdk/client-ec2';
import type { FilterReaders } from '../../rules/filters';
import { isPublic } from './access';
import type { ImageRecord } from './record';

const readDisks = (read: (disk: EbsBlockDevice) => unknown) => (image: ImageRecord) =>
  image.traits.mappings.flatMap(({ Ebs }) => {
    const value = Ebs && read(Ebs);
    return value === undefined ? [] : [String(value)];
  });

/** The filters that the model's documentation of DescribeImages names, as far as images here have what they ask for. */
export const imageFilters: FilterReaders<ImageRecord> = {
  architecture: ({ traits }) => traits.architecture,
  'block-device-mapping.delete-on-termination': readDisks((disk) => disk.DeleteOnTermination),
  'block-device-mapping.device-name': ({ traits }) =>
    traits.mappings.flatMap(({ DeviceName }) => DeviceName ?? []),
  'block-device-mapping.snapshot-id': readDisks((disk) => disk.SnapshotId),
  'block-device-mapping.volume-size': readDisks((disk) => disk.VolumeSize),
  'block-device-mapping.volume-type': readDisks((disk) => disk.VolumeType),
  'block-device-mapping.encrypted': readDisks((disk) => disk.Encrypted),
  'creation-date': ({ created }) => created.toISOString(),
  description: ({ traits }) => traits.description,
  'ena-support': ({ traits }) => traits.enaSupport,
  hypervisor: () => 'xen',
  'image-allowed': () => true,
  'image-id': ({ id }) => id,
  'image-type': () => 'machine',
  'is-public': isPublic,
  'kernel-id': () => undefined,
  'manifest-location': ({ owner, traits }) => `${owner}/${traits.name}`,
  name: ({ traits }) => traits.name,
  'owner-alias': ({ traits }) => traits.ownerAlias,
  'owner-id': ({ owner }) => owner,
  platform: ({ traits }) => traits.platform,
  'product-code': () => undefined,
  'product-code.type': () => undefined,
  'ramdisk-id': () => undefined,
  'root-device-name': ({ traits }) => traits.rootDeviceName,
  'root-device-type': () => 'ebs',
  'source-image-id': ({ traits }) => traits.sourceImageId,
  'source-image-region': ({ traits }) => traits.sourceImageRegion,
  'source-instance-id': ({ traits }) => traits.sourceInstanceId,
  'sriov-net-support': ({ traits }) => traits.sriovNetSupport,
  state: ({ state }) => state,
  'state-reason-code': ({ stateReason }) => stateReason?.Code,
  'state-reason-message': ({ stateReason }) => stateReason?.Message,
  'virtualization-type': ({ traits }) => traits.virtualizationType,
};
