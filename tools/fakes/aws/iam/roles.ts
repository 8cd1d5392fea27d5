import { randomBytes } from 'node:crypto';
import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
  Role,
} from '@aws-sdk/client-iam';
import type { Action, Call } from '../action';
import { showProfile } from './instance-profiles';
import { checkDocument, checkName, refuseConflict, refuseExists, refuseNoSuch } from './refusals';
import { getIam, type RoleRecord } from './state';

const LONGEST_NAME = 64;
const ID_BYTES = 8;

/** As IAM writes them: what it is by its first letters. */
export function createIamId(prefix: string): string {
  return prefix + randomBytes(ID_BYTES).toString('hex').toUpperCase();
}

export const createRole: Action<CreateRoleRequest, CreateRoleResponse> = ({ cloud, account, input, now }) => {
  const { roles } = getIam(cloud, account);
  const name = checkName('roleName', input.RoleName, LONGEST_NAME);
  const trust = checkDocument(input.AssumeRolePolicyDocument);
  if (roles.has(name)) throw refuseExists(`Role with name ${name}`);
  const path = input.Path ?? '/';
  const role: RoleRecord = {
    ...{ name, path, trust },
    id: createIamId('AROA'),
    arn: `arn:aws:iam::${account}:role${path}${name}`,
    created: now,
    description: input.Description,
    tags: new Map((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    policies: new Map(),
    attached: new Set(),
  };
  roles.set(name, role);
  return { Role: showRole(role) };
};

export const getRole: Action<GetRoleRequest, GetRoleResponse> = (call) => ({
  Role: showRole(findRole(call, call.input.RoleName)),
});

/** A role with policies or in a profile stays. */
export const deleteRole: Action<DeleteRoleRequest, object> = (call) => {
  const role = findRole(call, call.input.RoleName);
  const { roles, profiles } = getIam(call.cloud, call.account);
  if ([...profiles.values()].some((profile) => profile.role === role.name))
    throw refuseConflict('Cannot delete entity, must remove roles from instance profile first.');
  if (role.policies.size > 0) throw refuseConflict('Cannot delete entity, must delete policies first.');
  if (role.attached.size > 0) throw refuseConflict('Cannot delete entity, must detach all policies first.');
  roles.delete(role.name);
  return {};
};

export const listInstanceProfilesForRole: Action<
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse
> = (call) => {
  const { name } = findRole(call, call.input.RoleName);
  const iam = getIam(call.cloud, call.account);
  const having = [...iam.profiles.values()].filter(({ role }) => role === name);
  return { InstanceProfiles: having.map((profile) => showProfile(iam, profile)), IsTruncated: false };
};

/** @throws Refusal when there is none */
export function findRole({ cloud, account }: Call<object>, name: string | undefined): RoleRecord {
  const role = getIam(cloud, account).roles.get(name ?? '');
  if (!role) throw refuseNoSuch(`The role with name ${name}`);
  return role;
}

export function showRole({ name, id, path, arn, created, trust, description, tags }: RoleRecord): Role {
  return {
    RoleName: name,
    RoleId: id,
    Path: path,
    Arn: arn,
    CreateDate: created,
    // IAM gives documents as they stand in addresses.
    AssumeRolePolicyDocument: encodeURIComponent(trust),
    ...(description !== undefined && { Description: description }),
    Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
  };
}
