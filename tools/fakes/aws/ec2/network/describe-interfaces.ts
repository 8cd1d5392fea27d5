import type {
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult,
  NetworkInterface,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { type FilterReaders, filterResources } from '../../rules/filters';
import { takePage } from '../../rules/pages';
import { showTags } from '../../rules/tags';
import type { NetworkInterfaceRecord } from '../compute/records';

const readers: FilterReaders<NetworkInterfaceRecord> = {
  'network-interface-id': ({ id }) => id,
  'subnet-id': ({ subnetId }) => subnetId,
  'vpc-id': ({ vpcId }) => vpcId,
  'availability-zone': ({ zone }) => zone,
  'private-ip-address': ({ privateIp }) => privateIp,
  'group-id': ({ groupIds }) => groupIds,
  'attachment.instance-id': ({ instanceId }) => instanceId,
  status: ({ instanceId }) => (instanceId === undefined ? 'available' : 'in-use'),
  description: ({ description }) => description,
  'owner-id': ({ owner }) => owner,
};

const pages = { least: 5, most: 1_000 };

export const describeNetworkInterfaces: Action<
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult
> = ({ account, region, input }) => {
  const { networkInterfaces } = region.compute;
  const known = input.NetworkInterfaceIds
    ? networkInterfaces.getAll(input.NetworkInterfaceIds)
    : networkInterfaces.list();
  const own = known.filter(({ owner }) => owner === account);
  const { items, nextToken } = takePage(filterResources(own, input.Filters, readers), input, pages);
  return {
    NetworkInterfaces: items.map(showNetworkInterface),
    ...(nextToken && { NextToken: nextToken }),
  };
};

function showNetworkInterface(record: NetworkInterfaceRecord): NetworkInterface {
  const { id, subnetId, vpcId, zone, privateIp, mac, description, groupIds, instanceId, owner, tags } =
    record;
  return {
    NetworkInterfaceId: id,
    ...{ SubnetId: subnetId, VpcId: vpcId, AvailabilityZone: zone },
    ...{ PrivateIpAddress: privateIp, MacAddress: mac, Description: description, OwnerId: owner },
    Groups: groupIds.map((GroupId) => ({ GroupId })),
    Status: instanceId === undefined ? 'available' : 'in-use',
    InterfaceType: 'interface',
    TagSet: showTags(tags),
    ...(instanceId !== undefined && {
      Attachment: { InstanceId: instanceId, DeviceIndex: 0, Status: 'attached', DeleteOnTermination: true },
    }),
  };
}
