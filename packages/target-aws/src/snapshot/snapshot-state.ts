import type { Clock } from '@strata/sdk';
import type { AwsSession } from '../client/session';

export type SnapshotState = 'pending' | 'completed' | 'error' | 'missing';

interface StateContext {
  readonly session: Pick<AwsSession, 'ec2'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Milliseconds that parts of AWS may take to know of a snapshot, and between two questions. */
const knownWithin = 15_000;
const between = 5_000;

/** What became of a snapshot that was begun before: `missing` only when it stays so for a while. */
export async function findSnapshot(
  context: StateContext,
  region: string,
  snapshotId: string,
): Promise<SnapshotState> {
  const { clock, signal } = context;
  const end = clock.now() + knownWithin;
  for (;;) {
    const state = await askState(context, region, snapshotId);
    if (state !== 'missing' || clock.now() >= end) return state;
    await clock.sleep(between, signal);
  }
}

async function askState(
  { session, signal }: StateContext,
  region: string,
  snapshotId: string,
): Promise<SnapshotState> {
  const found = await session.ec2(region).describeSnapshots(
    // A filter finds nothing where a list of ids would be refused.
    { OwnerIds: ['self'], Filters: [{ Name: 'snapshot-id', Values: [snapshotId] }] },
    { abortSignal: signal },
  );
  const state = found.Snapshots?.find((each) => each.SnapshotId === snapshotId)?.State;
  if (state === undefined) return 'missing';
  return state === 'completed' || state === 'error' ? state : 'pending';
}
