import type { ActionTable } from '../../action';
import { describeSnapshotAttribute, modifySnapshotAttribute, resetSnapshotAttribute } from './attributes';
import { copySnapshot } from './copy-snapshot';
import { createSnapshot, createSnapshots } from './create-snapshot';
import { deleteSnapshot } from './delete-snapshot';
import { describeSnapshots } from './describe-snapshots';

export const snapshotActions: ActionTable = {
  CopySnapshot: copySnapshot,
  CreateSnapshot: createSnapshot,
  CreateSnapshots: createSnapshots,
  DeleteSnapshot: deleteSnapshot,
  DescribeSnapshotAttribute: describeSnapshotAttribute,
  DescribeSnapshots: describeSnapshots,
  ModifySnapshotAttribute: modifySnapshotAttribute,
  ResetSnapshotAttribute: resetSnapshotAttribute,
};
