import type {
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult,
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  SecurityGroup,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse } from '../../refusal';
import { type FilterReaders, filterResources } from '../../rules/filters';
import { takePage } from '../../rules/pages';
import { showTags } from '../../rules/tags';
import type { SecurityGroupRecord } from '../compute/records';
import { ensureDefaultNetwork } from '../network/default-network';
import { getGroup } from './find';
import { type SecurityRule, showRules } from './rules';

const pages = { least: 5, most: 1_000 };

const readCidrs = (kind: 'cidr' | 'cidr6') => (group: SecurityGroupRecord) =>
  group.rules.flatMap(({ isEgress, peer }) => (!isEgress && peer.kind === kind ? [peer.cidr] : []));

const readers: FilterReaders<SecurityGroupRecord> = {
  'group-id': ({ id }) => id,
  'group-name': ({ name }) => name,
  description: ({ description }) => description,
  'owner-id': ({ owner }) => owner,
  'vpc-id': ({ vpcId }) => vpcId,
  'ip-permission.cidr': readCidrs('cidr'),
  'ip-permission.ipv6-cidr': readCidrs('cidr6'),
  'ip-permission.from-port': ({ rules }) => rules.map(({ from }) => String(from)),
  'ip-permission.to-port': ({ rules }) => rules.map(({ to }) => String(to)),
  'ip-permission.protocol': ({ rules }) => rules.map(({ protocol }) => protocol),
};

export const describeSecurityGroups: Action<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult> = (
  call,
) => {
  ensureDefaultNetwork(call);
  const { GroupIds, GroupNames, Filters } = call.input;
  const { securityGroups } = call.region.compute;
  const named = GroupNames?.map((name) => getGroup(call, { name }).id);
  const known = (GroupIds ? securityGroups.getAll(GroupIds) : securityGroups.list()).filter(
    ({ id, owner }) => owner === call.account && (named?.includes(id) ?? true),
  );
  const { items, nextToken } = takePage(filterResources(known, Filters, readers), call.input, pages);
  return { SecurityGroups: items.map(showGroup), ...(nextToken && { NextToken: nextToken }) };
};

function showGroup({ id, name, description, owner, vpcId, rules, tags }: SecurityGroupRecord): SecurityGroup {
  return {
    GroupId: id,
    GroupName: name,
    Description: description,
    OwnerId: owner,
    VpcId: vpcId,
    IpPermissions: showRules(rules.filter(({ isEgress }) => !isEgress)),
    IpPermissionsEgress: showRules(rules.filter(({ isEgress }) => isEgress)),
    Tags: showTags(tags),
  };
}

/** Filters by `group-id` alone. */
export const describeSecurityGroupRules: Action<
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult
> = (call) => {
  ensureDefaultNetwork(call);
  const { Filters = [], SecurityGroupRuleIds: ids } = call.input;
  const other = Filters.find(({ Name }) => Name !== 'group-id');
  if (other) throw refuse('InvalidParameterValue', `The filter '${other.Name}' is invalid`);
  const groups = call.region.compute.securityGroups
    .list()
    .filter((group) => Filters.every(({ Values = [] }) => Values.includes(group.id)));
  return {
    SecurityGroupRules: groups.flatMap((group) =>
      group.rules.filter(({ id }) => ids?.includes(id) ?? true).map((rule) => showRule(group, rule)),
    ),
  };
};

/** A rule by itself, as newer answers have it. */
export function showRule(
  { id: groupId, owner }: SecurityGroupRecord,
  { id, isEgress, protocol, from, to, peer, description }: SecurityRule,
) {
  return {
    SecurityGroupRuleId: id,
    GroupId: groupId,
    GroupOwnerId: owner,
    IsEgress: isEgress,
    IpProtocol: protocol,
    FromPort: from,
    ToPort: to,
    ...(peer.kind === 'cidr' && { CidrIpv4: peer.cidr }),
    ...(peer.kind === 'cidr6' && { CidrIpv6: peer.cidr }),
    ...(peer.kind === 'prefixes' && { PrefixListId: peer.listId }),
    ...(peer.kind === 'group' && {
      ReferencedGroupInfo: { GroupId: peer.groupId, UserId: peer.account },
    }),
    ...(description !== undefined && { Description: description }),
  };
}
