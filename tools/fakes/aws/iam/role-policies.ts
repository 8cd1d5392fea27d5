import type {
  AttachRolePolicyRequest,
  DeleteRolePolicyRequest,
  DetachRolePolicyRequest,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
  ListRolePoliciesRequest,
  ListRolePoliciesResponse,
  PutRolePolicyRequest,
} from '@aws-sdk/client-iam';
import type { Action } from '../action';
import { checkDocument, checkName, refuseNoSuch } from './refusals';
import { findRole } from './roles';

const LONGEST_NAME = 128;

export const putRolePolicy: Action<PutRolePolicyRequest, object> = (call) => {
  const role = findRole(call, call.input.RoleName);
  const name = checkName('policyName', call.input.PolicyName, LONGEST_NAME);
  role.policies.set(name, checkDocument(call.input.PolicyDocument));
  return {};
};

export const getRolePolicy: Action<GetRolePolicyRequest, GetRolePolicyResponse> = (call) => {
  const { RoleName, PolicyName = '' } = call.input;
  const document = findRole(call, RoleName).policies.get(PolicyName);
  if (document === undefined) throw refuseNoSuch(`The role policy with name ${PolicyName}`);
  return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
};

export const deleteRolePolicy: Action<DeleteRolePolicyRequest, object> = (call) => {
  const { RoleName, PolicyName = '' } = call.input;
  if (!findRole(call, RoleName).policies.delete(PolicyName))
    throw refuseNoSuch(`The role policy with name ${PolicyName}`);
  return {};
};

export const listRolePolicies: Action<ListRolePoliciesRequest, ListRolePoliciesResponse> = (call) => ({
  PolicyNames: [...findRole(call, call.input.RoleName).policies.keys()],
  IsTruncated: false,
});

export const attachRolePolicy: Action<AttachRolePolicyRequest, object> = (call) => {
  const { RoleName, PolicyArn = '' } = call.input;
  const role = findRole(call, RoleName);
  if (!/^arn:aws:iam::(?:aws|\d{12}):policy\/.+$/u.test(PolicyArn)) throw refuseNoSuch(`Policy ${PolicyArn}`);
  role.attached.add(PolicyArn);
  return {};
};

export const detachRolePolicy: Action<DetachRolePolicyRequest, object> = (call) => {
  const { RoleName, PolicyArn = '' } = call.input;
  if (!findRole(call, RoleName).attached.delete(PolicyArn)) throw refuseNoSuch(`Policy ${PolicyArn}`);
  return {};
};

export const listAttachedRolePolicies: Action<
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse
> = (call) => ({
  AttachedPolicies: [...findRole(call, call.input.RoleName).attached].map((arn) => ({
    PolicyArn: arn,
    PolicyName: arn.split('/').at(-1),
  })),
  IsTruncated: false,
});
