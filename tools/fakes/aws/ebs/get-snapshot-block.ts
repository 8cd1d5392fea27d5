import type { GetSnapshotBlockRequest } from '@aws-sdk/client-ebs';
import type { Action } from '../action';
import { blockBytes } from '../blocks/block-map';
import { isBlockToken } from './block-tokens';
import { findCompleted } from './find-snapshot';
import { refuseInvalid } from './refusals';

/** The answer as it is encoded: bytes, where the SDK gives its callers a stream. */
interface BlockAnswer {
  readonly DataLength: number;
  readonly BlockData: Buffer;
  readonly Checksum: string;
  readonly ChecksumAlgorithm: string;
}

export const getSnapshotBlock: Action<GetSnapshotBlockRequest, BlockAnswer> = async (call) => {
  const { cloud, input, now } = call;
  const { SnapshotId: snapshotId = '', BlockIndex: index = 0, BlockToken: token = '' } = input;
  const { blocks } = findCompleted(call, snapshotId);
  const digest = blocks.get(index);
  if (digest === undefined) throw refuseInvalid('INVALID_BLOCK', `The block ${index} was never written.`);
  if (!isBlockToken(token, { snapshotId, index }, now))
    throw refuseInvalid('INVALID_BLOCK_TOKEN', 'The block token is not valid, or has expired.');
  const BlockData = await cloud.blocks.get(digest);
  return { DataLength: blockBytes, BlockData, Checksum: digest, ChecksumAlgorithm: 'SHA256' };
};
