import type { Cloud } from '../../state/cloud';
import { createId } from '../../state/ids';
import type { Region } from '../../state/region';
import type { SubnetRecord, VpcRecord } from '../compute/records';
import { addSecurityGroup } from '../security-groups/add';

/** Who owns a network, and where. */
export interface NetworkPlace {
  readonly account: string;
  readonly cloud: Cloud;
  readonly region: Region;
}

const DEFAULT_CIDR = '172.31.0.0/16';

/** Gives an account the VPC that every account has in each region, when nobody has looked for it yet. */
export function ensureDefaultNetwork(place: NetworkPlace): void {
  const { account, region } = place;
  if (region.compute.accountsWithNetwork.has(account)) return;
  region.compute.accountsWithNetwork.add(account);
  const vpc = addVpc(place, { cidr: DEFAULT_CIDR, isDefault: true });
  for (const [index, zone] of region.compute.limits.zones.entries())
    addSubnet(place, vpc, {
      zone,
      cidr: `172.31.${index * 16}.0/20`,
      isDefault: true,
      givesPublicIp: true,
    });
}

/** The VPC that is used when nobody names one; undefined when the account has none any more. */
export function findDefaultVpc(place: NetworkPlace): VpcRecord | undefined {
  ensureDefaultNetwork(place);
  return place.region.compute.vpcs.all().find((vpc) => vpc.owner === place.account && vpc.isDefault);
}

/** Makes a VPC with its own default security group. */
export function addVpc(
  place: NetworkPlace,
  { cidr, isDefault = false }: { readonly cidr: string; readonly isDefault?: boolean },
): VpcRecord {
  const vpc = place.region.compute.vpcs.add({ ...begin(place, 'vpc'), cidr, isDefault });
  addSecurityGroup(place, { name: 'default', description: 'default VPC security group', vpcId: vpc.id });
  return vpc;
}

const ADDRESS_BITS = 32;
/** Of each subnet AWS keeps the first four addresses and the last. */
const KEPT_ADDRESSES = 5;
const FIRST_ADDRESS = 4;

export function addSubnet(
  place: NetworkPlace,
  vpc: VpcRecord,
  {
    zone,
    cidr,
    isDefault = false,
    givesPublicIp = isDefault,
  }: {
    readonly zone: string;
    readonly cidr: string;
    readonly isDefault?: boolean;
    readonly givesPublicIp?: boolean;
  },
): SubnetRecord {
  const prefix = Number(cidr.split('/')[1]);
  return place.region.compute.subnets.add({
    ...begin(place, 'subnet'),
    ...{ vpcId: vpc.id, zone, cidr, isDefault, givesPublicIp },
    free: 2 ** (ADDRESS_BITS - prefix) - KEPT_ADDRESSES,
    next: FIRST_ADDRESS,
  });
}

/** The next address of a subnet. */
export function takeAddress(subnet: SubnetRecord): string {
  const [base = ''] = subnet.cidr.split('/');
  const start = base.split('.').reduce((number, part) => number * 256 + Number(part), 0);
  const address = start + subnet.next;
  subnet.next += 1;
  subnet.free -= 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

function begin({ account, cloud }: NetworkPlace, prefix: string) {
  return {
    id: createId(prefix),
    owner: account,
    created: cloud.clock.now(),
    appears: cloud.startAppearing(),
    tags: new Map<string, string>(),
  };
}
