import type { Call } from '../../action';
import { refuse } from '../../refusal';
import type { SnapshotRecord } from './record';

/** Whether an account may make a volume or a copy of a snapshot. */
export function canUseSnapshot({ owner, sharedWith }: SnapshotRecord, account: string): boolean {
  return owner === account || sharedWith.has(account) || sharedWith.has('all');
}

/** A snapshot that the caller may change. */
export function getOwnSnapshot({ region, account }: Call<object>, id: string): SnapshotRecord {
  const snapshot = region.snapshots.get(id);
  if (snapshot.owner !== account)
    throw canUseSnapshot(snapshot, account)
      ? refuse('AuthFailure', `Not authorized for snapshot: ${id}`)
      : region.snapshots.kind.notFound([id]);
  return snapshot;
}
