import type { SnapshotRecord } from './record';

/**
 * Lets time have its effect: what was pending long enough is complete or failed, and an upload that nobody went on with
 * ends in error.
 *
 * @param isLook whether somebody looked, which counts where pending states last for so many looks
 */
export function settleSnapshot(snapshot: SnapshotRecord, now: Date, isLook = false): void {
  if (snapshot.state !== 'pending') return;
  if (snapshot.upload) {
    const idle = now.getTime() - snapshot.upload.lastWrite.getTime();
    if (idle > snapshot.upload.timeoutMilliseconds)
      fail(snapshot, 'The snapshot was not completed within its timeout.');
    return;
  }
  const isOver = isLook ? snapshot.pending.look() : snapshot.pending.isOver();
  if (!isOver) return;
  if (snapshot.failure !== undefined) fail(snapshot, snapshot.failure);
  else snapshot.state = 'completed';
}

function fail(snapshot: SnapshotRecord, message: string): void {
  snapshot.state = 'error';
  snapshot.stateMessage = message;
}
