import type {
  DeleteSnapshotReturnCode,
  DeregisterImageRequest,
  DeregisterImageResult,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { findImageOf } from '../snapshots/delete-snapshot';
import { getOwnImage } from './access';
import { checkUnprotected } from './protection';

/** Snapshots stay unless they are asked for too, and those that another image is made of stay in any case. */
export const deregisterImage: Action<DeregisterImageRequest, DeregisterImageResult> = (call) => {
  const { region, input, now } = call;
  const image = getOwnImage(call, input.ImageId ?? '');
  checkUnprotected(image, now);
  region.images.remove(image.id);
  if (!input.DeleteAssociatedSnapshots) return { Return: true };
  const ids = image.traits.mappings.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []);
  return { Return: true, DeleteSnapshotResults: ids.map((id) => deleteSnapshot(call, id)) };
};

function deleteSnapshot({ region, account }: Call<object>, id: string): DeleteSnapshotReturnCode {
  const snapshot = region.snapshots.find(id);
  if (!snapshot) return { SnapshotId: id, ReturnCode: 'client-error' };
  if (snapshot.owner !== account) return { SnapshotId: id, ReturnCode: 'missing-permissions' };
  if (findImageOf(region, id)) return { SnapshotId: id, ReturnCode: 'skipped' };
  region.snapshots.remove(id);
  return { SnapshotId: id, ReturnCode: 'success' };
}
