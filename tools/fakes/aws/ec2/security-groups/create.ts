import type {
  CreateSecurityGroupRequest,
  CreateSecurityGroupResult,
  DeleteSecurityGroupRequest,
  DeleteSecurityGroupResult,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseMissing, refuseValue } from '../../refusal';
import { readTagSpecifications, showTags } from '../../rules/tags';
import type { SecurityGroupRecord } from '../compute/records';
import { findDefaultVpc } from '../network/default-network';
import { addSecurityGroup } from './add';
import { type GroupChoice, getGroup } from './find';

const LONGEST = 255;
const CHARACTERS = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/u;

export const createSecurityGroup: Action<CreateSecurityGroupRequest, CreateSecurityGroupResult> = (call) => {
  const { GroupName: name = '', Description: description = '', TagSpecifications } = call.input;
  const tags = readTagSpecifications(TagSpecifications, 'security-group');
  checkTexts(name, description);
  const vpcId = getVpcId(call);
  const { securityGroups, limits } = call.region.compute;
  const inVpc = securityGroups.all().filter((group) => group.vpcId === vpcId);
  if (inVpc.some((group) => group.name === name))
    throw refuse('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpcId}'`);
  if (inVpc.length >= limits.securityGroups)
    throw refuse(
      'SecurityGroupLimitExceeded',
      'You have reached the maximum number of security groups that you can create for this VPC.',
    );
  const { id } = addSecurityGroup(call, { name, description, vpcId, tags });
  const arn = `arn:aws:ec2:${call.region.name}:${call.account}:security-group/${id}`;
  return { GroupId: id, Tags: showTags(tags), SecurityGroupArn: arn };
};

function getVpcId(call: Call<CreateSecurityGroupRequest>): string {
  const { VpcId } = call.input;
  if (VpcId !== undefined) return call.region.compute.vpcs.get(VpcId).id;
  const usual = findDefaultVpc(call);
  if (!usual) throw refuse('VPCIdNotSpecified', 'No default VPC for this user');
  return usual.id;
}

function checkTexts(name: string, description: string): void {
  if (name === '') throw refuseMissing('groupName');
  if (description === '') throw refuseMissing('groupDescription');
  if (name.startsWith('sg-'))
    throw refuseValue('groupName', name, 'Group names may not be in the format sg-*.');
  if (name === 'default')
    throw refuse('InvalidParameterValue', `Cannot use reserved security group name: ${name}`);
  for (const [parameter, text] of [
    ['groupName', name],
    ['GroupDescription', description],
  ] as const)
    if (text.length > LONGEST || !CHARACTERS.test(text))
      throw refuseValue(
        parameter,
        text,
        'Character sets beyond ASCII are not supported, and at most 255 characters.',
      );
}

/** A group that is used by a network card or named by a rule of another group stays. */
export const deleteSecurityGroup: Action<DeleteSecurityGroupRequest, DeleteSecurityGroupResult> = (call) => {
  const group = getGroup(call, getChoice(call.input));
  if (group.name === 'default')
    throw refuse(
      'CannotDelete',
      `the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
    );
  if (isUsed(call, group)) throw refuse('DependencyViolation', `resource ${group.id} has a dependent object`);
  call.region.compute.securityGroups.remove(group.id);
  return { Return: true, GroupId: group.id };
};

function getChoice({ GroupId, GroupName }: DeleteSecurityGroupRequest): GroupChoice {
  if (GroupId !== undefined) return { id: GroupId };
  if (GroupName === undefined) throw refuseMissing('GroupName or GroupId');
  return { name: GroupName };
}

function isUsed({ region }: Call<object>, { id }: SecurityGroupRecord): boolean {
  const { networkInterfaces, securityGroups } = region.compute;
  return (
    networkInterfaces.all().some(({ groupIds }) => groupIds.includes(id)) ||
    securityGroups
      .all()
      .some(
        (other) =>
          other.id !== id && other.rules.some(({ peer }) => peer.kind === 'group' && peer.groupId === id),
      )
  );
}
