import { createHash } from 'node:crypto';
import type { StartSnapshotRequest, Tag } from '@aws-sdk/client-ebs';
import { Failure } from '@strata/diagnostics';
import type { Activity, Clock, StartActivity } from '@strata/sdk';
import type { AwsSession } from '../client/session';
import { problem } from '../codes';
import { askPersistently } from './ask';
import { blockSize } from './block-map';
import type { OpenDisk } from './disk';
import type { UploadJournal } from './journal';
import { getLinearChecksum } from './linear-checksum';
import type { UploadPlan } from './plan-upload';
import { putBlocks } from './put-blocks';
import { findSnapshot } from './snapshot-state';

/** How a snapshot made by an upload is encrypted. One that begins as a parent is encrypted as that. */
export interface SnapshotEncryption {
  readonly isEncrypted: boolean;
  /** ARN of the key. @default the account's for EBS */
  readonly kmsKeyArn?: string | undefined;
}

export interface UploadRequest {
  readonly region: string;
  readonly disk: Pick<OpenDisk, 'readBlock' | 'size'>;
  readonly plan: UploadPlan;
  readonly journal: UploadJournal;
  /** Names the upload: with the same one AWS gives the same snapshot, and no second one. */
  readonly token: string;
  readonly description: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly encryption: SnapshotEncryption;
}

export interface UploadContext {
  readonly session: Pick<AwsSession, 'ebs' | 'ec2'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly startActivity?: StartActivity | undefined;
}

/** What an upload gave, and what it took. */
export interface UploadedSnapshot {
  readonly snapshotId: string;
  /** Blocks that this run sent; those of a run before that was killed are not among them. */
  readonly sent: number;
}

/** Minutes without a request after which AWS gives up a pending snapshot: time to start an interrupted publication again. */
const givenUpAfter = 24 * 60;

/**
 * Makes a snapshot of a disk by the EBS direct APIs, without any instance; goes on where a run before was killed. What it
 * gives may still be pending: its blocks are there, and no more of them can be put.
 *
 * @throws Failure AWS070 for a snapshot that AWS gave up; what the SDK threw for a request that could not be made
 */
export async function uploadSnapshot(
  context: UploadContext,
  request: UploadRequest,
): Promise<UploadedSnapshot> {
  const { journal, plan } = request;
  if (journal.begun.snapshotId !== undefined) {
    const state = await findSnapshot(context, request.region, journal.begun.snapshotId);
    if (state === 'completed') return { snapshotId: journal.begun.snapshotId, sent: 0 };
    if (state !== 'pending') await journal.restart();
  }
  const { attempt, done, isCompleting } = journal.begun;
  const snapshotId = journal.begun.snapshotId ?? (await start(context, request, attempt));
  const rest = new Map([...plan.puts].filter(([index]) => !done.has(index)));
  if (!isCompleting) {
    const total = rest.size * blockSize;
    using activity = context.startActivity?.({ label: 'uploading the snapshot', unit: 'bytes', total });
    await putRest({ ...context, activity }, { ...request, snapshotId, rest });
    await journal.completing();
  }
  await complete(context, request, snapshotId);
  return { snapshotId, sent: rest.size };
}

async function start(context: UploadContext, request: UploadRequest, attempt: number): Promise<string> {
  const { session, clock, signal } = context;
  const { region, plan, journal } = request;
  const wanted: StartSnapshotRequest = {
    VolumeSize: plan.volumeSize,
    Description: request.description,
    Tags: request.tags.map(({ key, value }): Tag => ({ Key: key, Value: value })),
    ClientToken: getToken(request.token, attempt),
    Timeout: givenUpAfter,
    ...(plan.parent === undefined ? getEncryption(request.encryption) : { ParentSnapshotId: plan.parent }),
  };
  const { SnapshotId: snapshotId, BlockSize: answered } = await askPersistently(
    { clock, signal },
    (abortSignal) => session.ebs(region).startSnapshot(wanted, { abortSignal }),
  );
  if (snapshotId === undefined) throw new Error('StartSnapshot answered no snapshot');
  if (answered !== blockSize) throw new Error(`StartSnapshot answered blocks of ${answered} bytes`);
  await journal.started(snapshotId);
  return snapshotId;
}

/** AWS takes tokens of at most 255 characters; each attempt is another snapshot. */
function getToken(token: string, attempt: number): string {
  return createHash('sha256')
    .update(JSON.stringify([token, attempt]))
    .digest('hex');
}

function getEncryption({ isEncrypted, kmsKeyArn }: SnapshotEncryption) {
  if (!isEncrypted) return {};
  return { Encrypted: true, ...(kmsKeyArn !== undefined && { KmsKeyArn: kmsKeyArn }) };
}

async function putRest(
  context: UploadContext & { readonly activity: Activity | undefined },
  {
    region,
    disk,
    journal,
    snapshotId,
    rest,
  }: UploadRequest & { readonly snapshotId: string; readonly rest: ReadonlyMap<number, string> },
): Promise<void> {
  const { session, clock, signal, activity } = context;
  try {
    await putBlocks(
      { ebs: session.ebs(region), clock, signal, activity },
      { snapshotId, disk, puts: rest, onPut: (index) => journal.put(index) },
    );
  } finally {
    await journal.settle();
  }
}

/** Asked twice, because of a lost answer, AWS may refuse the second time: then its state tells. */
async function complete(
  context: UploadContext,
  { region, plan }: UploadRequest,
  snapshotId: string,
): Promise<void> {
  const { session, clock, signal } = context;
  const { puts } = plan;
  const checksum = {
    Checksum: getLinearChecksum(puts),
    ChecksumAlgorithm: 'SHA256',
    ChecksumAggregationMethod: 'LINEAR',
  } as const;
  const input = {
    SnapshotId: snapshotId,
    ChangedBlocksCount: puts.size,
    // There is no checksum of nothing.
    ...(puts.size > 0 && checksum),
  };
  try {
    const { Status: status } = await askPersistently({ clock, signal }, (abortSignal) =>
      session.ebs(region).completeSnapshot(input, { abortSignal }),
    );
    if (status === 'error') throw givenUp(snapshotId);
  } catch (error) {
    signal.throwIfAborted();
    if ((await findSnapshot(context, region, snapshotId)) !== 'completed') throw error;
  }
}

function givenUp(snapshotId: string): Failure {
  return new Failure(
    problem('AWS070', {
      detail: `AWS gave up the snapshot ${snapshotId}, which was uploaded.`,
      hint: 'Publish again: another snapshot is made. If the key of KMS may not be used, that is why.',
    }),
  );
}
