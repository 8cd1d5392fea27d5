import { createHash } from 'node:crypto';
import type { CompleteSnapshotRequest, CompleteSnapshotResponse } from '@aws-sdk/client-ebs';
import type { Action } from '../action';
import type { SnapshotRecord } from '../ec2/snapshots/record';
import { findSnapshot, findUpload } from './find-snapshot';
import { refuseInvalid } from './refusals';

/** Seals a snapshot. Who asks again is told how far it is. */
export const completeSnapshot: Action<CompleteSnapshotRequest, CompleteSnapshotResponse> = (call) => {
  const { cloud, input } = call;
  const { SnapshotId = '', ChangedBlocksCount: count, Checksum: checksum } = input;
  const found = findSnapshot(call, SnapshotId);
  if (!found.upload && found.owner === call.account) return { Status: found.state };
  const snapshot = findUpload(call, SnapshotId);
  const written = snapshot.blocks.own().size;
  if (count !== written)
    throw refuseInvalid(
      'INVALID_PARAMETER_VALUE',
      `ChangedBlocksCount is ${count}, but ${written} blocks were written.`,
    );
  if (checksum !== undefined) checkAggregate(input, snapshot);
  delete found.upload;
  found.pending = cloud.startPending();
  return { Status: 'pending' };
};

/** The digest over the digests of the blocks that were written, in the order of their indexes. */
function checkAggregate(input: CompleteSnapshotRequest, { blocks }: SnapshotRecord): void {
  const { Checksum, ChecksumAlgorithm, ChecksumAggregationMethod } = input;
  if (ChecksumAlgorithm !== 'SHA256' || ChecksumAggregationMethod !== 'LINEAR')
    throw refuseInvalid('INVALID_PARAMETER_VALUE', 'A checksum must be of SHA256, aggregated as LINEAR.');
  const hash = createHash('sha256');
  const written = [...blocks.own()].sort(([left], [right]) => left - right);
  for (const [, digest] of written) hash.update(Buffer.from(digest, 'base64'));
  if (hash.digest('base64') !== Checksum)
    throw refuseInvalid(
      'INVALID_PARAMETER_VALUE',
      'The checksum does not match that of the blocks that were written.',
    );
}
