import type { BlockMap } from '../../blocks/block-map';
import { refuse } from '../../refusal';
import type { Cloud } from '../../state/cloud';
import { createId } from '../../state/ids';
import type { Region } from '../../state/region';
import type { Tags } from '../../state/resource';
import type { SnapshotRecord, SnapshotUpload } from './record';
import { settleSnapshot } from './settle';

/** What EC2 shows for the volume of a snapshot that never had one. */
export const noVolume = 'vol-ffffffff';

/** What a new snapshot is. */
export interface NewSnapshot {
  readonly owner: string;
  readonly sizeGib: number;
  readonly blocks: BlockMap;
  readonly description?: string | undefined;
  readonly volumeId?: string;
  readonly encrypted?: boolean;
  readonly kmsKeyId?: string;
  readonly failure?: string;
  readonly copied?: boolean;
  readonly tags?: Tags;
  readonly upload?: SnapshotUpload;
}

/** Adds a pending snapshot. Refuses when the account has as many as it may. */
export function addSnapshot(cloud: Cloud, region: Region, wanted: NewSnapshot): SnapshotRecord {
  checkQuotas(cloud, region, wanted);
  const { description = '', volumeId = noVolume, encrypted = false, tags = new Map(), ...rest } = wanted;
  return region.snapshots.add({
    ...rest,
    id: createId('snap'),
    created: cloud.clock.now(),
    appears: cloud.startAppearing(),
    pending: cloud.startPending(),
    state: 'pending',
    description,
    volumeId,
    encrypted,
    tags,
    sharedWith: new Set(),
  });
}

function checkQuotas({ quotas, clock }: Cloud, region: Region, { owner, copied }: NewSnapshot): void {
  const own = region.snapshots.all().filter((snapshot) => snapshot.owner === owner);
  for (const snapshot of own) settleSnapshot(snapshot, clock.now());
  const pending = own.filter(({ state }) => state === 'pending');
  if (copied && pending.filter((snapshot) => snapshot.copied).length >= quotas.copies)
    throw refuse(
      'ResourceLimitExceeded',
      `You have exceeded the limit of ${quotas.copies} concurrent snapshot copies to the destination region.`,
    );
  if (pending.length >= quotas.pendingSnapshots)
    throw refuse(
      'PendingSnapshotLimitExceeded',
      `You have exceeded the maximum number of pending snapshots (${quotas.pendingSnapshots}).`,
    );
  if (own.length >= quotas.snapshots)
    throw refuse(
      'SnapshotLimitExceeded',
      `You have exceeded the maximum number of snapshots (${quotas.snapshots}).`,
    );
}
