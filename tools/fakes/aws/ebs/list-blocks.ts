import type {
  ListChangedBlocksRequest,
  ListChangedBlocksResponse,
  ListSnapshotBlocksRequest,
  ListSnapshotBlocksResponse,
} from '@aws-sdk/client-ebs';
import type { Action } from '../action';
import { blockBytes } from '../blocks/block-map';
import { Refusal } from '../refusal';
import { type Page, takePage } from '../rules/pages';
import { createBlockToken, getExpiry } from './block-tokens';
import { findCompleted } from './find-snapshot';
import { refuseInvalid } from './refusals';

/** Source: the model's documentation of MaxResults. */
const pageLimits = { least: 100, most: 10_000, usual: 10_000 };

export const listSnapshotBlocks: Action<ListSnapshotBlocksRequest, ListSnapshotBlocksResponse> = (call) => {
  const { cloud, input } = call;
  const { SnapshotId = '', StartingBlockIndex = 0 } = input;
  const { blocks, sizeGib } = findCompleted(call, SnapshotId);
  const expiry = getExpiry(cloud);
  const all = blocks.entries().filter(([index]) => index >= StartingBlockIndex);
  const { items, nextToken } = takeBlocks(all, input);
  return {
    Blocks: items.map(([BlockIndex]) => ({
      BlockIndex,
      BlockToken: createBlockToken(SnapshotId, BlockIndex, expiry),
    })),
    ExpiryTime: expiry,
    VolumeSize: sizeGib,
    BlockSize: blockBytes,
    NextToken: nextToken,
  };
};

/** Blocks that differ between two snapshots of one lineage, or all of one when only that is named. */
export const listChangedBlocks: Action<ListChangedBlocksRequest, ListChangedBlocksResponse> = (call) => {
  const { cloud, input } = call;
  const { FirstSnapshotId: firstId, SecondSnapshotId: secondId = '', StartingBlockIndex = 0 } = input;
  const second = findCompleted(call, secondId);
  const first = firstId === undefined ? undefined : findCompleted(call, firstId);
  if (first && first.blocks.root !== second.blocks.root)
    throw refuseInvalid('UNRELATED_SNAPSHOTS', 'The two snapshots are not of the same lineage.');
  const before = new Map(first?.blocks.entries());
  const after = new Map(second.blocks.entries());
  const indexes = [...new Set([...before.keys(), ...after.keys()])].sort((left, right) => left - right);
  const changed = indexes.filter(
    (index) => index >= StartingBlockIndex && before.get(index) !== after.get(index),
  );
  const expiry = getExpiry(cloud);
  const { items, nextToken } = takeBlocks(changed, input);
  return {
    ChangedBlocks: items.map((BlockIndex) => ({
      BlockIndex,
      ...(firstId !== undefined &&
        before.has(BlockIndex) && { FirstBlockToken: createBlockToken(firstId, BlockIndex, expiry) }),
      ...(after.has(BlockIndex) && { SecondBlockToken: createBlockToken(secondId, BlockIndex, expiry) }),
    })),
    ExpiryTime: expiry,
    VolumeSize: second.sizeGib,
    BlockSize: blockBytes,
    NextToken: nextToken,
  };
};

/** EC2's pages, in the words of this service. */
function takeBlocks<Item>(
  all: readonly Item[],
  input: ListSnapshotBlocksRequest | ListChangedBlocksRequest,
): Page<Item> {
  try {
    return takePage(all, input, pageLimits);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const reason = error.code === 'InvalidNextToken' ? 'INVALID_PAGE_TOKEN' : 'INVALID_PARAMETER_VALUE';
    throw refuseInvalid(reason, error.message);
  }
}
