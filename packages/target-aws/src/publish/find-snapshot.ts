import type { Snapshot } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { callAws } from './call';
import type { AwsContext } from './context';
import { fromAwsTags, tagNames } from './tags';

/** A snapshot that holds the disk of an image. */
export interface DiskSnapshot {
  readonly id: string;
  /** Digest of what is on it. */
  readonly disk: string;
}

/** A whole snapshot of a key: one whose image was not registered any more, because the run was ended before. */
export async function findWholeSnapshot(
  context: AwsContext,
  region: string,
  key: string,
): Promise<DiskSnapshot | undefined> {
  const found = await listSnapshots(context, region, { Name: `tag:${tagNames.key}`, Values: [key] });
  const whole = found.find(({ State: state, OwnerAlias: alias }) => state === 'completed' && !alias);
  const disk = fromAwsTags(whole?.Tags)[tagNames.disk];
  return whole?.SnapshotId !== undefined && disk !== undefined ? { id: whole.SnapshotId, disk } : undefined;
}

async function listSnapshots(
  context: AwsContext,
  region: string,
  filter: { Name: string; Values: string[] },
): Promise<readonly Snapshot[]> {
  const answer = await callAws(context, { action: 'DescribeSnapshots', region }, (options) =>
    context.session.ec2(region).describeSnapshots({ OwnerIds: ['self'], Filters: [filter] }, options),
  );
  return answer.Snapshots ?? [];
}

const second = 1000;
/** Pauses grow: what was uploaded is whole within seconds, or within minutes. */
const firstPause = second;
const longestPause = 10 * second;
const wholeWithin = 3600 * second;
const knownWithin = 180 * second;

/** Waits until no part of a snapshot is under way any more. @throws Failure AWS070 for one that AWS gave up */
export async function waitForSnapshot(context: AwsContext, region: string, id: string): Promise<void> {
  const begun = context.clock.now();
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
    const [snapshot] = await listSnapshots(context, region, { Name: 'snapshot-id', Values: [id] });
    if (snapshot?.State === 'completed') return;
    const age = context.clock.now() - begun;
    if (snapshot?.State === 'error' || age > (snapshot ? wholeWithin : knownWithin))
      throw notWhole(region, id, snapshot);
    await context.clock.sleep(pause, context.signal);
  }
}

function notWhole(region: string, id: string, snapshot: Snapshot | undefined): Failure {
  const told = snapshot?.StateMessage ?? 'AWS does not say why';
  return new Failure(
    problem('AWS070', {
      detail: `The snapshot ${id} in ${region} was uploaded and did not become whole: ${told}.`,
      hint: 'Publish again: another snapshot is made. If the key of KMS may not be used, that is why.',
    }),
  );
}
