import type {
  CreateSnapshotRequest,
  CreateSnapshotsRequest,
  CreateSnapshotsResult,
  Snapshot,
  SnapshotInfo,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { createBlockMap } from '../../blocks/block-map';
import { refuseMissing } from '../../refusal';
import { addTags, readTagSpecifications } from '../../rules/tags';
import type { Tags } from '../../state/resource';
import type { VolumeRecord } from '../compute/state';
import { saveMachine } from '../instances/machines';
import { addSnapshot } from './add-snapshot';
import type { SnapshotRecord } from './record';
import { showSnapshot } from './show';

export interface SnapshotOfVolume {
  readonly description?: string | undefined;
  readonly tags: Tags;
}

/** Takes a snapshot of a volume as it is. What is written to the volume from now on is the volume's alone. */
export function snapshotVolume(
  { cloud, region, account }: Call<object>,
  volume: VolumeRecord,
  { description, tags }: SnapshotOfVolume,
): SnapshotRecord {
  const { blocks, sizeGib, encrypted, kmsKeyId } = volume;
  volume.blocks = createBlockMap(blocks);
  return addSnapshot(cloud, region, {
    owner: account,
    sizeGib,
    blocks,
    volumeId: volume.id,
    encrypted,
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    description,
    tags,
  });
}

export const createSnapshot: Action<CreateSnapshotRequest, Snapshot> = async (call) => {
  const { region, input } = call;
  const tags = readTagSpecifications(input.TagSpecifications, 'snapshot');
  const volume = region.compute.volumes.get(input.VolumeId ?? '');
  const instance = region.compute.instances.find(volume.attachment?.instanceId ?? '');
  if (instance) await saveMachine(instance, { reboots: false });
  return showSnapshot(snapshotVolume(call, volume, { description: input.Description, tags }));
};

export const createSnapshots: Action<CreateSnapshotsRequest, CreateSnapshotsResult> = async (call) => {
  const { region, input } = call;
  const { InstanceSpecification: wanted, Description: description, CopyTagsFromSource: copyTags } = input;
  if (wanted?.InstanceId === undefined) throw refuseMissing('InstanceSpecification.InstanceId');
  const tags = readTagSpecifications(input.TagSpecifications, 'snapshot');
  const instance = region.compute.instances.get(wanted.InstanceId);
  await saveMachine(instance, { reboots: false });
  const devices = [...instance.devices].filter(
    ([device, { volumeId }]) =>
      !(wanted.ExcludeBootVolume && device === instance.rootDeviceName) &&
      !wanted.ExcludeDataVolumeIds?.includes(volumeId),
  );
  const snapshots = devices.map(([, { volumeId }]) => {
    const volume = region.compute.volumes.get(volumeId);
    const own = copyTags === 'volume' ? addTags(volume.tags, toList(tags)) : new Map(tags);
    return snapshotVolume(call, volume, { description, tags: own });
  });
  return { Snapshots: snapshots.map(showInfo) };
};

function toList(tags: Tags) {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

function showInfo(snapshot: SnapshotRecord): SnapshotInfo {
  const {
    SnapshotId,
    OwnerId,
    StartTime,
    VolumeSize,
    Description,
    VolumeId,
    Encrypted,
    State,
    Progress,
    Tags,
  } = showSnapshot(snapshot);
  return {
    SnapshotId,
    OwnerId,
    StartTime,
    VolumeSize,
    Description,
    VolumeId,
    Encrypted,
    State,
    Progress,
    Tags,
  };
}
