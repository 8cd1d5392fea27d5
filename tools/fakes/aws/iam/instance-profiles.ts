import type {
  AddRoleToInstanceProfileRequest,
  CreateInstanceProfileRequest,
  CreateInstanceProfileResponse,
  DeleteInstanceProfileRequest,
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  InstanceProfile,
  RemoveRoleFromInstanceProfileRequest,
} from '@aws-sdk/client-iam';
import type { Action, Call } from '../action';
import { checkName, refuseConflict, refuseExists, refuseLimit, refuseNoSuch } from './refusals';
import { createIamId, findRole, showRole } from './roles';
import { getIam, type IamState, type InstanceProfileRecord } from './state';

const LONGEST_NAME = 128;

export const createInstanceProfile: Action<CreateInstanceProfileRequest, CreateInstanceProfileResponse> = ({
  account,
  cloud,
  input,
  now,
}) => {
  const iam = getIam(cloud, account);
  const name = checkName('instanceProfileName', input.InstanceProfileName, LONGEST_NAME);
  if (iam.profiles.has(name)) throw refuseExists(`Instance Profile ${name}`);
  const path = input.Path ?? '/';
  const profile: InstanceProfileRecord = {
    ...{ name, path },
    id: createIamId('AIPA'),
    arn: `arn:aws:iam::${account}:instance-profile${path}${name}`,
    created: now,
    tags: new Map((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    known: cloud.startPropagating(),
  };
  iam.profiles.set(name, profile);
  return { InstanceProfile: showProfile(iam, profile) };
};

export const getInstanceProfile: Action<GetInstanceProfileRequest, GetInstanceProfileResponse> = (call) => ({
  InstanceProfile: showProfile(
    getIam(call.cloud, call.account),
    findProfile(call, call.input.InstanceProfileName),
  ),
});

/** A profile has one role. EC2 hears of it later than IAM. */
export const addRoleToInstanceProfile: Action<AddRoleToInstanceProfileRequest, object> = (call) => {
  const profile = findProfile(call, call.input.InstanceProfileName);
  const role = findRole(call, call.input.RoleName);
  if (profile.role !== undefined)
    throw refuseLimit('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
  profile.role = role.name;
  profile.known = call.cloud.startPropagating();
  return {};
};

export const removeRoleFromInstanceProfile: Action<RemoveRoleFromInstanceProfileRequest, object> = (call) => {
  const profile = findProfile(call, call.input.InstanceProfileName);
  const { RoleName } = call.input;
  if (profile.role !== RoleName) throw refuseNoSuch(`The role with name ${RoleName}`);
  profile.role = undefined;
  return {};
};

export const deleteInstanceProfile: Action<DeleteInstanceProfileRequest, object> = (call) => {
  const profile = findProfile(call, call.input.InstanceProfileName);
  if (profile.role !== undefined)
    throw refuseConflict('Cannot delete entity, must remove roles from instance profile first.');
  getIam(call.cloud, call.account).profiles.delete(profile.name);
  return {};
};

function findProfile({ cloud, account }: Call<object>, name: string | undefined): InstanceProfileRecord {
  const profile = getIam(cloud, account).profiles.get(name ?? '');
  if (!profile) throw refuseNoSuch(`Instance Profile ${name}`);
  return profile;
}

export function showProfile({ roles }: IamState, profile: InstanceProfileRecord): InstanceProfile {
  const role = roles.get(profile.role ?? '');
  return {
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Path: profile.path,
    Arn: profile.arn,
    CreateDate: profile.created,
    Roles: role ? [showRole(role)] : [],
    Tags: [...profile.tags].map(([Key, Value]) => ({ Key, Value })),
  };
}
