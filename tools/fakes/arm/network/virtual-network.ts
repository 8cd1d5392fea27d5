import type { JsonObject } from '../json';
import { readAt, readObject, readObjects, readText } from '../json';
import { refuse } from '../refusal';
import { getName, getParentId } from '../routing/resource-id';
import { checkNetwork } from '../schema/type-data';
import type { Cloud } from '../state/cloud';
import type { Resource } from '../state/resource';
import type { ResourceType, Writing } from '../types/resource-type';
import { containsRange, isRange } from './ranges';
import { judgeReference, listConfigurations, refersTo } from './references';
import { networkVersions } from './versions';

const subnetType = 'Microsoft.Network/virtualNetworks/subnets';
const groupType = 'Microsoft.Network/networkSecurityGroups';

/** Its subnets are resources of their own, and part of it as well. */
export const virtualNetwork: ResourceType = {
  name: 'Microsoft.Network/virtualNetworks',
  versions: networkVersions,
  tracked: true,
  check: checkNetwork('VirtualNetwork'),
  checkPatch: checkNetwork('TagsObject'),
  judge(writing) {
    const { body } = writing;
    const ranges = readRanges(body);
    if (ranges.length === 0)
      throw refuse('InvalidRequestFormat', 'Required parameter addressSpace.addressPrefixes is missing.');
    for (const range of ranges) if (!isRange(range)) throw refuseRange(range);
    for (const subnet of readObjects(body, 'properties.subnets')) judgeSubnet(writing, subnet, ranges);
    for (const gone of listGone(writing)) refuseUsed(gone, writing.cloud);
  },
  complete: ({ body }) => ({
    ...body,
    properties: { ...readObject(body, 'properties'), subnets: undefined },
  }),
  begin(writing, { id }) {
    const { resources } = writing.cloud;
    if (writing.method === 'PATCH') return;
    for (const { id: gone } of listGone(writing)) resources.remove(gone);
    for (const subnet of readObjects(writing.body, 'properties.subnets')) {
      const name = readText(subnet, 'name') ?? '';
      const properties = readObject(subnet, 'properties');
      const made = { id: `${id}/subnets/${name}`, type: subnetType, name, envelope: {}, properties };
      const before = resources.find(made.id);
      if (before) before.properties = properties;
      else resources.add({ ...made, state: 'Succeeded' });
    }
  },
  mayDelete(network, cloud) {
    for (const subnet of listSubnets(network.id, cloud)) refuseUsed(subnet, cloud);
  },
  show: (network, cloud) => ({
    ...network.properties,
    subnets: listSubnets(network.id, cloud).map(({ id, name, etag, properties, state }) => ({
      ...{ id, name, etag },
      properties: { ...properties, provisioningState: state },
    })),
  }),
};

export const subnet: ResourceType = {
  name: subnetType,
  versions: networkVersions,
  tracked: false,
  check: checkNetwork('Subnet'),
  judge(writing) {
    const network = writing.cloud.resources.find(getParentId(writing.id) ?? '');
    judgeSubnet(
      writing,
      { ...writing.body, name: getName(writing.id) },
      readRanges({ properties: network?.properties ?? {} }),
    );
  },
  mayDelete: refuseUsed,
};

function readRanges(body: JsonObject): readonly string[] {
  const ranges = readAt(body, 'properties.addressSpace.addressPrefixes');
  return Array.isArray(ranges) ? ranges.filter((range) => typeof range === 'string') : [];
}

function judgeSubnet(writing: Writing, subnet: JsonObject, ranges: readonly string[]): void {
  const range = readText(subnet, 'properties.addressPrefix');
  const name = readText(subnet, 'name') ?? '';
  if (range === undefined || !isRange(range)) throw refuseRange(range ?? '');
  if (!ranges.some((whole) => containsRange(whole, range)))
    throw refuse(
      'NetcfgInvalidSubnet',
      `Subnet '${name}' is not valid because its IP address range is outside the IP address range of virtual network '${writing.id.names[0]}'.`,
    );
  judgeReference(writing, { path: 'properties.networkSecurityGroup', type: groupType }, subnet);
}

function listSubnets(networkId: string, { resources }: Cloud): readonly Resource[] {
  return resources.nestedIn(networkId).filter(({ type }) => type === subnetType);
}

function listGone({ id, body, cloud, method }: Writing): readonly Resource[] {
  if (method === 'PATCH') return [];
  const kept = readObjects(body, 'properties.subnets').map((one) => readText(one, 'name')?.toLowerCase());
  return listSubnets(id.id, cloud).filter(({ name }) => !kept.includes(name.toLowerCase()));
}

function refuseUsed(subnet: Resource, { resources }: Cloud): void {
  const user = resources
    .ofType('Microsoft.Network/networkInterfaces')
    .find((one) =>
      listConfigurations(one).some((configuration) => refersTo(configuration, 'properties.subnet', subnet)),
    );
  if (!user) return;
  throw refuse(
    'InUseSubnetCannotBeDeleted',
    `Subnet ${subnet.name} is in use by ${user.id}/ipConfigurations/ipconfig and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
  );
}

function refuseRange(range: string) {
  return refuse(
    'InvalidAddressPrefixFormat',
    `Address prefix ${range} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
  );
}
