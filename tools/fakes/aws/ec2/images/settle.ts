import { over } from '../../state/countdown';
import type { Region } from '../../state/region';
import { settleSnapshot } from '../snapshots/settle';
import type { ImageRecord } from './record';

/**
 * Lets time have its effect on an image: it becomes available, or fails when one of its snapshots did.
 *
 * @param isLook whether somebody looked, which counts where pending states last for so many looks
 */
export function settleImage(region: Region, image: ImageRecord, now: Date, isLook = false): void {
  if (image.state !== 'pending') return;
  const isOver = isLook ? image.pending.look() : image.pending.isOver();
  if (!isOver) return;
  const snapshots = image.traits.mappings.flatMap(
    ({ Ebs }) => region.snapshots.find(Ebs?.SnapshotId ?? '') ?? [],
  );
  // Snapshots of an image that is being made need no looks of their own: the image is what people wait for.
  if (image.carriesSnapshots) for (const snapshot of snapshots) snapshot.pending = over;
  for (const snapshot of snapshots) settleSnapshot(snapshot, now);
  const failed = snapshots.find(({ state }) => state === 'error');
  if (failed) {
    image.state = 'failed';
    image.stateReason = { Code: 'Client.InternalError', Message: failed.stateMessage };
  } else if (snapshots.every(({ state }) => state === 'completed')) {
    image.state = 'available';
  }
}
