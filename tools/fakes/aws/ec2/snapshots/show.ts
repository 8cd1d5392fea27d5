import type { Snapshot } from '@aws-sdk/client-ec2';
import { showTags } from '../../rules/tags';
import type { SnapshotRecord } from './record';

/** A snapshot as DescribeSnapshots has it. */
export function showSnapshot(snapshot: SnapshotRecord): Snapshot {
  const { id, owner, created, sizeGib, description, volumeId, encrypted, kmsKeyId, state } = snapshot;
  return {
    SnapshotId: id,
    OwnerId: owner,
    StartTime: created,
    VolumeSize: sizeGib,
    Description: description,
    VolumeId: volumeId,
    Encrypted: encrypted,
    KmsKeyId: kmsKeyId,
    State: state,
    StateMessage: snapshot.stateMessage,
    Progress: showProgress(snapshot),
    StorageTier: 'standard',
    Tags: showTags(snapshot.tags),
  };
}

export function showProgress({ state }: SnapshotRecord): string {
  return state === 'completed' ? '100%' : '40%';
}
