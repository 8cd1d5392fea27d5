import type { Volume } from '@aws-sdk/client-ec2';
import { VolumeType } from '@aws-sdk/client-ec2';
import { showTags } from '../../rules/tags';
import type { VolumeRecord } from '../compute/records';
import { lookAtVolume } from './state';

/** A volume as answers have it; that is a look at it. */
export function showVolume(volume: VolumeRecord): Volume {
  const { id, sizeGib, volumeType, iops, throughput, encrypted, kmsKeyId, snapshotId, zone } = volume;
  return {
    VolumeId: id,
    Size: sizeGib,
    VolumeType: Object.values(VolumeType).find((value) => value === volumeType),
    Iops: iops,
    Throughput: throughput,
    Encrypted: encrypted,
    KmsKeyId: kmsKeyId,
    SnapshotId: snapshotId ?? '',
    AvailabilityZone: zone,
    State: lookAtVolume(volume),
    CreateTime: volume.created,
    MultiAttachEnabled: false,
    Attachments: volume.attachment ? [showAttachment(volume)] : [],
    Tags: showTags(volume.tags),
  };
}

export function showAttachment({ id, attachment }: VolumeRecord) {
  return {
    VolumeId: id,
    InstanceId: attachment?.instanceId,
    Device: attachment?.device,
    AttachTime: attachment?.attachedAt,
    State: 'attached' as const,
  };
}
