import type { DeleteSnapshotRequest } from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse } from '../../refusal';
import type { Region } from '../../state/region';
import { getOwnSnapshot } from './access';

/** The image that is made of a snapshot. */
export function findImageOf(region: Region, snapshotId: string) {
  return region.images
    .all()
    .find(({ traits }) => traits.mappings.some(({ Ebs }) => Ebs?.SnapshotId === snapshotId));
}

/** What stands in the blocks is kept as long as a snapshot made over them needs it. */
export const deleteSnapshot: Action<DeleteSnapshotRequest, object> = (call) => {
  const { region, input } = call;
  const { id } = getOwnSnapshot(call, input.SnapshotId ?? '');
  const image = findImageOf(region, id);
  if (image) throw refuse('InvalidSnapshot.InUse', `The snapshot ${id} is currently in use by ${image.id}`);
  region.snapshots.remove(id);
  return {};
};
