import type {
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupEgressResult,
  AuthorizeSecurityGroupIngressRequest,
  AuthorizeSecurityGroupIngressResult,
  IpPermission,
  RevokeSecurityGroupEgressRequest,
  RevokeSecurityGroupEgressResult,
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult,
  TagSpecification,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseMissing } from '../../refusal';
import { readTagSpecifications } from '../../rules/tags';
import { createId } from '../../state/ids';
import type { SecurityGroupRecord } from '../compute/records';
import { showRule } from './describe';
import { getGroup } from './find';
import { isSameRule, nameRule, readPermissions, type SecurityRule, type WantedRule } from './rules';

const MOST_RULES = 60;

export const authorizeSecurityGroupIngress: Action<
  AuthorizeSecurityGroupIngressRequest,
  AuthorizeSecurityGroupIngressResult
> = (call) => authorize(call, false);

export const authorizeSecurityGroupEgress: Action<
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupEgressResult
> = (call) => authorize(call, true);

export const revokeSecurityGroupIngress: Action<
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult
> = (call) => revoke(call, false);

export const revokeSecurityGroupEgress: Action<
  RevokeSecurityGroupEgressRequest,
  RevokeSecurityGroupEgressResult
> = (call) => revoke(call, true);

/** What the requests have in common. */
interface ChangeRequest {
  readonly GroupId?: string | undefined;
  readonly GroupName?: string | undefined;
  readonly IpPermissions?: IpPermission[] | undefined;
  readonly CidrIp?: string | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly SecurityGroupRuleIds?: string[] | undefined;
  readonly TagSpecifications?: TagSpecification[] | undefined;
}

function authorize(call: Call<ChangeRequest>, isEgress: boolean) {
  readTagSpecifications(call.input.TagSpecifications, 'security-group-rule');
  const group = findGroup(call);
  const wanted = readWanted(call, group);
  for (const [index, rule] of wanted.entries()) {
    const others = [...group.rules.filter((each) => each.isEgress === isEgress), ...wanted.slice(0, index)];
    if (others.some((other) => isSameRule(other, rule)))
      throw refuse('InvalidPermission.Duplicate', `the specified rule "${nameRule(rule)}" already exists`);
  }
  const added = wanted.map((rule): SecurityRule => ({ ...rule, id: createId('sgr'), isEgress }));
  const count = group.rules.filter((rule) => rule.isEgress === isEgress).length + added.length;
  if (count > MOST_RULES)
    throw refuse(
      'RulesPerSecurityGroupLimitExceeded',
      'The maximum number of rules per security group has been reached.',
    );
  group.rules = [...group.rules, ...added];
  return { Return: true, SecurityGroupRules: added.map((rule) => showRule(group, rule)) };
}

function revoke(call: Call<ChangeRequest>, isEgress: boolean) {
  const group = findGroup(call);
  const { SecurityGroupRuleIds: ids } = call.input;
  const wanted = ids ? [] : readWanted(call, group);
  const gone = group.rules.filter(
    (rule) =>
      rule.isEgress === isEgress && (ids?.includes(rule.id) ?? wanted.some((each) => isSameRule(rule, each))),
  );
  if (gone.length < (ids ?? wanted).length)
    throw refuse('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
  group.rules = group.rules.filter((rule) => !gone.includes(rule));
  return { Return: true };
}

function findGroup(call: Call<ChangeRequest>): SecurityGroupRecord {
  const { GroupId, GroupName } = call.input;
  if (GroupId !== undefined) return getGroup(call, { id: GroupId });
  if (GroupName === undefined) throw refuseMissing('GroupName or GroupId');
  return getGroup(call, { name: GroupName });
}

/** What a request is about: permissions, or one in the short form of before there were lists. */
function readWanted(call: Call<ChangeRequest>, group: SecurityGroupRecord): readonly WantedRule[] {
  const { IpPermissions, CidrIp, IpProtocol, FromPort, ToPort } = call.input;
  const short: IpPermission | undefined =
    CidrIp === undefined ? undefined : { IpProtocol, FromPort, ToPort, IpRanges: [{ CidrIp }] };
  const rules = readPermissions(short ? [short] : (IpPermissions ?? []), call.account);
  for (const { peer } of rules)
    if (peer.kind === 'group' && peer.groupId !== group.id && peer.account === call.account)
      call.region.compute.securityGroups.get(peer.groupId);
  return rules;
}
