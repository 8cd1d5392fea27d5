import type { Call } from '../action';
import { canUseSnapshot } from '../ec2/snapshots/access';
import type { SnapshotRecord, SnapshotUpload } from '../ec2/snapshots/record';
import { settleSnapshot } from '../ec2/snapshots/settle';
import { isId } from '../state/ids';
import { refuseInvalid, refuseUnknown } from './refusals';

/** A snapshot that the caller may read. Not visible is the same as not there, also for who has just started it. */
export function findSnapshot({ region, account, now }: Call<object>, id: string): SnapshotRecord {
  if (!isId('snap', id)) throw refuseInvalid('INVALID_SNAPSHOT_ID', `The snapshot ID '${id}' is not valid.`);
  const snapshot = region.snapshots.find(id);
  if (!snapshot?.appears.look() || !canUseSnapshot(snapshot, account)) throw refuseUnknown(id);
  settleSnapshot(snapshot, now);
  return snapshot;
}

/** A snapshot that can be read block by block. */
export function findCompleted(call: Call<object>, id: string): SnapshotRecord {
  const snapshot = findSnapshot(call, id);
  if (snapshot.state !== 'completed')
    throw refuseInvalid('INVALID_SNAPSHOT_ID', `The snapshot '${id}' is not in the completed state.`);
  return snapshot;
}

/** A snapshot of the caller's that still takes blocks. */
export function findUpload(call: Call<object>, id: string): SnapshotRecord & { upload: SnapshotUpload } {
  const snapshot = findSnapshot(call, id);
  const { upload, owner, state } = snapshot;
  if (owner !== call.account) throw refuseUnknown(id);
  if (!upload || state !== 'pending')
    throw refuseInvalid('INVALID_SNAPSHOT_ID', `The snapshot '${id}' is not in the pending state.`);
  return Object.assign(snapshot, { upload });
}
