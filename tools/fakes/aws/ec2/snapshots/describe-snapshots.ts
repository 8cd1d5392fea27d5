import type { DescribeSnapshotsRequest, DescribeSnapshotsResult } from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse } from '../../refusal';
import { type FilterReaders, filterResources } from '../../rules/filters';
import { takePage } from '../../rules/pages';
import { canUseSnapshot } from './access';
import type { SnapshotRecord } from './record';
import { settleSnapshot } from './settle';
import { showProgress, showSnapshot } from './show';

const pageLimits = { least: 5, most: 1000 };

const filters: FilterReaders<SnapshotRecord> = {
  description: ({ description }) => description,
  encrypted: ({ encrypted }) => encrypted,
  'owner-alias': () => undefined,
  'owner-id': ({ owner }) => owner,
  progress: showProgress,
  'snapshot-id': ({ id }) => id,
  'start-time': ({ created }) => created.toISOString(),
  status: ({ state }) => state,
  'storage-tier': () => 'standard',
  'volume-id': ({ volumeId }) => volumeId,
  'volume-size': ({ sizeGib }) => sizeGib,
};

export const describeSnapshots: Action<DescribeSnapshotsRequest, DescribeSnapshotsResult> = (call) => {
  const { input, now } = call;
  if (input.SnapshotIds && input.MaxResults !== undefined)
    throw refuse(
      'InvalidParameterCombination',
      'The parameter snapshotSet cannot be used with the parameter maxResults',
    );
  const found = findSnapshots(call);
  for (const snapshot of found) settleSnapshot(snapshot, now, true);
  const { items, nextToken } = takePage(filterResources(found, input.Filters, filters), input, pageLimits);
  return { Snapshots: items.map(showSnapshot), NextToken: nextToken };
};

function findSnapshots({
  region,
  account,
  input,
}: Call<DescribeSnapshotsRequest>): readonly SnapshotRecord[] {
  const { SnapshotIds: ids, OwnerIds, RestorableByUserIds: users } = input;
  const owners = OwnerIds?.map((owner) => (owner === 'self' ? account : owner));
  const all = ids ? region.snapshots.getAll(ids) : region.snapshots.list();
  const hidden = ids && all.find((snapshot) => !canUseSnapshot(snapshot, account));
  if (hidden) throw region.snapshots.kind.notFound([hidden.id]);
  return all.filter(
    (snapshot) =>
      canUseSnapshot(snapshot, account) &&
      (owners?.includes(snapshot.owner) ?? true) &&
      (users?.some((user) => canUseSnapshot(snapshot, user === 'self' ? account : user)) ?? true),
  );
}
