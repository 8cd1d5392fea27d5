import type {
  DescribeSubnetsRequest,
  DescribeSubnetsResult,
  DescribeVpcsRequest,
  DescribeVpcsResult,
  Subnet,
  Vpc,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { type FilterReaders, filterResources } from '../../rules/filters';
import { takePage } from '../../rules/pages';
import { showTags } from '../../rules/tags';
import type { SubnetRecord, VpcRecord } from '../compute/records';
import { ensureDefaultNetwork } from './default-network';

const pages = { least: 5, most: 1_000 };

const vpcReaders: FilterReaders<VpcRecord> = {
  'vpc-id': ({ id }) => id,
  cidr: ({ cidr }) => cidr,
  'cidr-block-association.cidr-block': ({ cidr }) => cidr,
  'is-default': ({ isDefault }) => isDefault,
  isDefault: ({ isDefault }) => isDefault,
  'owner-id': ({ owner }) => owner,
  state: () => 'available',
};

export const describeVpcs: Action<DescribeVpcsRequest, DescribeVpcsResult> = (call) => {
  ensureDefaultNetwork(call);
  const { VpcIds, Filters } = call.input;
  const { vpcs } = call.region.compute;
  const known = (VpcIds ? vpcs.getAll(VpcIds) : vpcs.list()).filter(({ owner }) => owner === call.account);
  const { items, nextToken } = takePage(filterResources(known, Filters, vpcReaders), call.input, pages);
  return { Vpcs: items.map(showVpc), ...(nextToken && { NextToken: nextToken }) };
};

function showVpc({ id, cidr, isDefault, owner, tags }: VpcRecord): Vpc {
  return {
    VpcId: id,
    CidrBlock: cidr,
    IsDefault: isDefault,
    OwnerId: owner,
    State: 'available',
    InstanceTenancy: 'default',
    Tags: showTags(tags),
  };
}

const subnetReaders: FilterReaders<SubnetRecord> = {
  'subnet-id': ({ id }) => id,
  'vpc-id': ({ vpcId }) => vpcId,
  'availability-zone': ({ zone }) => zone,
  availabilityZone: ({ zone }) => zone,
  'cidr-block': ({ cidr }) => cidr,
  cidr: ({ cidr }) => cidr,
  'available-ip-address-count': ({ free }) => free,
  'default-for-az': ({ isDefault }) => isDefault,
  defaultForAz: ({ isDefault }) => isDefault,
  'map-public-ip-on-launch': ({ givesPublicIp }) => givesPublicIp,
  'owner-id': ({ owner }) => owner,
  state: () => 'available',
};

export const describeSubnets: Action<DescribeSubnetsRequest, DescribeSubnetsResult> = (call) => {
  ensureDefaultNetwork(call);
  const { SubnetIds, Filters } = call.input;
  const { subnets } = call.region.compute;
  const known = (SubnetIds ? subnets.getAll(SubnetIds) : subnets.list()).filter(
    ({ owner }) => owner === call.account,
  );
  const { items, nextToken } = takePage(filterResources(known, Filters, subnetReaders), call.input, pages);
  return { Subnets: items.map(showSubnet), ...(nextToken && { NextToken: nextToken }) };
};

function showSubnet(subnet: SubnetRecord): Subnet {
  const { id, vpcId, zone, cidr, free, isDefault, givesPublicIp, owner, tags } = subnet;
  return {
    SubnetId: id,
    VpcId: vpcId,
    AvailabilityZone: zone,
    CidrBlock: cidr,
    AvailableIpAddressCount: free,
    DefaultForAz: isDefault,
    MapPublicIpOnLaunch: givesPublicIp,
    OwnerId: owner,
    State: 'available',
    Tags: showTags(tags),
  };
}
