import type {
  CreateVolumePermission,
  DescribeSnapshotAttributeRequest,
  DescribeSnapshotAttributeResult,
  ModifySnapshotAttributeRequest,
  ResetSnapshotAttributeRequest,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse, refuseValue } from '../../refusal';
import type { Region } from '../../state/region';
import { getOwnSnapshot } from './access';
import type { SnapshotRecord } from './record';

const attribute = 'createVolumePermission';

export const modifySnapshotAttribute: Action<ModifySnapshotAttributeRequest, object> = (call) => {
  const { region, input } = call;
  if (input.Attribute !== undefined && input.Attribute !== attribute)
    throw refuseValue('attribute', input.Attribute, `Expected ${attribute}.`);
  const snapshot = getOwnSnapshot(call, input.SnapshotId ?? '');
  const { added, removed } = readChanges(input);
  if (added.length + removed.length === 0)
    throw refuse('MissingParameter', 'The request must contain the parameter CreateVolumePermission');
  if (added.length > 0) checkSharing(region, snapshot, added);
  const shared = new Set([...snapshot.sharedWith, ...added]);
  for (const one of removed) shared.delete(one);
  snapshot.sharedWith = shared;
  return {};
};

/** Lists of accounts beside permissions count for nothing: Packer sends both, and no kind of operation. */
function readChanges(input: ModifySnapshotAttributeRequest): {
  readonly added: readonly string[];
  readonly removed: readonly string[];
} {
  const { CreateVolumePermission: changes, OperationType: operation, UserIds, GroupNames } = input;
  if (changes) return { added: readPermissions(changes.Add), removed: readPermissions(changes.Remove) };
  const listed = [...(UserIds ?? []).map(checkAccount), ...(GroupNames ?? []).map(checkGroup)];
  if (listed.length > 0 && operation !== 'add' && operation !== 'remove')
    throw refuse('InvalidParameterValue', `The operation type '${operation}' is not valid`);
  return operation === 'remove' ? { added: [], removed: listed } : { added: listed, removed: [] };
}

function readPermissions(permissions: readonly CreateVolumePermission[] = []): readonly string[] {
  return permissions.map(({ UserId, Group }) =>
    UserId === undefined ? checkGroup(Group ?? '') : checkAccount(UserId),
  );
}

function checkAccount(account: string): string {
  if (!/^\d{12}$/.test(account))
    throw refuse('InvalidParameterValue', `Invalid account ID '${account}' for parameter userId`);
  return account;
}

function checkGroup(group: string): string {
  if (group !== 'all') throw refuseValue('group', group, "Expected 'all'.");
  return group;
}

function checkSharing(
  region: Region,
  { encrypted, kmsKeyId, owner }: SnapshotRecord,
  added: readonly string[],
) {
  if (encrypted && added.includes('all'))
    throw refuse('OperationNotPermitted', 'Encrypted snapshots cannot be shared publicly');
  if (encrypted && kmsKeyId === region.kms.getDefault(owner).arn)
    throw refuse('OperationNotPermitted', 'Encrypted snapshots with EBS default key cannot be shared');
}

export const describeSnapshotAttribute: Action<
  DescribeSnapshotAttributeRequest,
  DescribeSnapshotAttributeResult
> = (call) => {
  const { input } = call;
  const snapshot = getOwnSnapshot(call, input.SnapshotId ?? '');
  if (input.Attribute === 'productCodes') return { SnapshotId: snapshot.id, ProductCodes: [] };
  if (input.Attribute !== attribute)
    throw refuseValue('attribute', input.Attribute, `Expected ${attribute}.`);
  const permissions = [...snapshot.sharedWith].map(
    (one): CreateVolumePermission => (one === 'all' ? { Group: 'all' } : { UserId: one }),
  );
  return { SnapshotId: snapshot.id, CreateVolumePermissions: permissions };
};

export const resetSnapshotAttribute: Action<ResetSnapshotAttributeRequest, object> = (call) => {
  getOwnSnapshot(call, call.input.SnapshotId ?? '').sharedWith = new Set();
  return {};
};
