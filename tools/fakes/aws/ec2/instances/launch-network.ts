import type { Call } from '../../action';
import { refuse } from '../../refusal';
import type { SubnetRecord } from '../compute/records';
import { findDefaultVpc } from '../network/default-network';
import { getGroup } from '../security-groups/find';
import type { LaunchRequest } from './launch-request';
import { isOffered } from './offerings';

/** Where an instance is to be. */
export interface PlannedNetwork {
  readonly subnet: SubnetRecord;
  readonly groupIds: readonly string[];
  readonly hasPublicIp: boolean;
}

const MOST_GROUPS = 5;

/** What a request says of its network, in either of the two places where it may say it. */
interface NetworkWish {
  readonly subnetId: string | undefined;
  readonly groupIds: readonly string[] | undefined;
  readonly givesPublicIp: boolean | undefined;
}

export function planNetwork(call: Call<object>, request: LaunchRequest): PlannedNetwork {
  const wish = readWish(request);
  const subnet =
    wish.subnetId === undefined
      ? chooseDefaultSubnet(call, request)
      : getSubnet(call, wish.subnetId, request.Placement?.AvailabilityZone);
  if (subnet.free < 1)
    throw refuse(
      'InsufficientFreeAddressesInSubnet',
      `There are not enough free addresses in subnet '${subnet.id}' to satisfy the requested number of instances.`,
    );
  return {
    subnet,
    groupIds: getGroupIds(call, subnet, { wish, names: request.SecurityGroups }),
    hasPublicIp: wish.givesPublicIp ?? subnet.givesPublicIp,
  };
}

function readWish({
  NetworkInterfaces: cards,
  SubnetId,
  SecurityGroupIds,
  SecurityGroups,
}: LaunchRequest): NetworkWish {
  const [card] = cards ?? [];
  if (!card) return { subnetId: SubnetId, groupIds: SecurityGroupIds, givesPublicIp: undefined };
  if (SubnetId !== undefined)
    throw refuse(
      'InvalidParameterCombination',
      'Network interfaces and an instance-level subnet ID may not be specified on the same request',
    );
  if (SecurityGroupIds !== undefined || SecurityGroups !== undefined)
    throw refuse(
      'InvalidParameterCombination',
      'Network interfaces and an instance-level security groups may not be specified on the same request',
    );
  if (cards?.length !== 1 || card.NetworkInterfaceId !== undefined || (card.DeviceIndex ?? 0) !== 0)
    throw refuse('Unsupported', 'The fake gives each instance one network card, which is made with it.');
  return {
    subnetId: card.SubnetId,
    groupIds: card.Groups,
    givesPublicIp: card.AssociatePublicIpAddress,
  };
}

function getSubnet(call: Call<object>, id: string, zone: string | undefined): SubnetRecord {
  const subnet = call.region.compute.subnets.get(id);
  if (zone !== undefined && subnet.zone !== zone)
    throw refuse(
      'InvalidParameterValue',
      `The availability zone '${zone}' does not match that of subnet '${id}' (${subnet.zone})`,
    );
  return subnet;
}

/** That of the zone that is asked for, or of one where there is such a machine to be had. */
function chooseDefaultSubnet(
  call: Call<object>,
  { Placement, InstanceType: type }: LaunchRequest,
): SubnetRecord {
  const vpc = findDefaultVpc(call);
  if (!vpc)
    throw refuse(
      'MissingInput',
      'No subnets found for the default VPC: the request must name a subnet, as the account has no default VPC.',
    );
  const { subnets, limits } = call.region.compute;
  const own = subnets.all().filter((subnet) => subnet.vpcId === vpc.id && subnet.isDefault);
  const zone = Placement?.AvailabilityZone;
  if (zone !== undefined && !limits.zones.includes(zone))
    throw refuse('InvalidParameterValue', `Invalid availability zone: [${zone}]`);
  const found = own.find((subnet) =>
    zone === undefined
      ? isOffered(limits, String(type), subnet.zone) && !limits.exhausted.has(`${type}/${subnet.zone}`)
      : subnet.zone === zone,
  );
  if (found) return found;
  const [usual] = own;
  if (!usual || zone !== undefined)
    throw refuse('MissingInput', `No default subnet for availability zone: '${zone ?? call.region.name}'.`);
  // Whether there is such a machine at all is told later, and better.
  return usual;
}

function getGroupIds(
  call: Call<object>,
  { vpcId, id }: SubnetRecord,
  { wish, names = [] }: { readonly wish: NetworkWish; readonly names?: readonly string[] | undefined },
): readonly string[] {
  if (names.length > 0 && wish.subnetId !== undefined)
    throw refuse(
      'InvalidParameterCombination',
      'The parameter groupName cannot be used with the parameter subnet',
    );
  const { securityGroups } = call.region.compute;
  const named = names.map((name) => getGroup(call, { name }));
  const groups = [...securityGroups.getAll(wish.groupIds ?? []), ...named];
  for (const group of groups)
    if (group.vpcId !== vpcId)
      throw refuse(
        'InvalidParameter',
        `Security group ${group.id} and subnet ${id} belong to different networks.`,
      );
  if (groups.length > MOST_GROUPS)
    throw refuse(
      'SecurityGroupsPerInterfaceLimitExceeded',
      `The maximum number of security groups per interface (${MOST_GROUPS}) has been reached.`,
    );
  if (groups.length > 0) return groups.map((group) => group.id);
  const usual = securityGroups.all().find((group) => group.vpcId === vpcId && group.name === 'default');
  return usual ? [usual.id] : [];
}
