import type { PutSnapshotBlockResponse } from '@aws-sdk/client-ebs';
import type { Action } from '../action';
import { blockBytes, blocksPerGib } from '../blocks/block-map';
import { hashBytes } from '../signature/hash';
import { findUpload } from './find-snapshot';
import { refuseInvalid } from './refusals';

/** The request as it is decoded: what the SDK takes as a stream has come as a whole. */
export interface PutBlockInput {
  readonly SnapshotId: string;
  readonly BlockIndex: number;
  readonly BlockData: Buffer;
  readonly DataLength: number;
  readonly Checksum: string;
  readonly ChecksumAlgorithm: string;
  readonly Progress?: number;
}

const mostProgress = 100;

/** Takes one block. The last one that is written wins. */
export const putSnapshotBlock: Action<PutBlockInput, PutSnapshotBlockResponse> = async (call) => {
  const { cloud, input, now } = call;
  const { BlockIndex: index, BlockData: block, Checksum: checksum, Progress = 0 } = input;
  const snapshot = findUpload(call, input.SnapshotId);
  if (index < 0 || index >= snapshot.sizeGib * blocksPerGib)
    throw refuseInvalid(
      'INVALID_BLOCK',
      `The block index ${index} is out of the volume of ${snapshot.sizeGib} GiB.`,
    );
  if (input.DataLength !== blockBytes || block.length !== blockBytes)
    throw refuseInvalid('INVALID_PARAMETER_VALUE', `DataLength must be ${blockBytes}, and the data as long.`);
  if (input.ChecksumAlgorithm !== 'SHA256')
    throw refuseInvalid('INVALID_PARAMETER_VALUE', 'The only supported checksum algorithm is SHA256.');
  if (!Number.isInteger(Progress) || Progress < 0 || Progress > mostProgress)
    throw refuseInvalid('INVALID_PARAMETER_VALUE', `Progress must be between 0 and ${mostProgress}.`);
  const digest = hashBytes(block).toString('base64');
  if (digest !== checksum)
    throw refuseInvalid('INVALID_BLOCK', 'The checksum of the data does not match the one that was given.');
  await cloud.blocks.put(digest, block);
  snapshot.blocks.set(index, digest);
  snapshot.upload.lastWrite = now;
  return { Checksum: digest, ChecksumAlgorithm: 'SHA256' };
};
