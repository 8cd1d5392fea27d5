import type { ActionTable } from '../action';
import { completeSnapshot } from './complete-snapshot';
import { getSnapshotBlock } from './get-snapshot-block';
import { listChangedBlocks, listSnapshotBlocks } from './list-blocks';
import { putSnapshotBlock } from './put-snapshot-block';
import { startSnapshot } from './start-snapshot';

export const ebsActions: ActionTable = {
  CompleteSnapshot: completeSnapshot,
  GetSnapshotBlock: getSnapshotBlock,
  ListChangedBlocks: listChangedBlocks,
  ListSnapshotBlocks: listSnapshotBlocks,
  PutSnapshotBlock: putSnapshotBlock,
  StartSnapshot: startSnapshot,
};
