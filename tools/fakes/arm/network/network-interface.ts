import { type JsonObject, readObject, readObjects, readText, writeAt } from '../json';
import { refuse } from '../refusal';
import { foldId } from '../routing/resource-id';
import { checkNetwork } from '../schema/type-data';
import type { Cloud } from '../state/cloud';
import type { Resource } from '../state/resource';
import type { ResourceType, Writing } from '../types/resource-type';
import { findUser } from './public-address';
import { pickAddress } from './ranges';
import { judgeReference } from './references';
import { networkVersions } from './versions';

/** Of each range, Azure keeps four for itself. */
const reservedAddresses = 4;

/** A machine's place in a network. */
export const networkInterface: ResourceType = {
  name: 'Microsoft.Network/networkInterfaces',
  versions: networkVersions,
  tracked: true,
  check: checkNetwork('NetworkInterface'),
  checkPatch: checkNetwork('TagsObject'),
  judge(writing) {
    const configurations = readObjects(writing.body, 'properties.ipConfigurations');
    if (configurations.length === 0)
      throw refuse(
        'InvalidRequestFormat',
        `The network interface ${writing.id.id} needs an IP configuration.`,
      );
    for (const configuration of configurations) judgeConfiguration(writing, configuration);
    judgeReference(writing, {
      path: 'properties.networkSecurityGroup',
      type: 'Microsoft.Network/networkSecurityGroups',
    });
  },
  finish({ cloud }, resource) {
    const before = readObjects(resource.properties, 'ipConfigurations');
    const configurations = before.map((one) => giveAddress(one, cloud));
    resource.properties = writeAt(resource.properties, 'ipConfigurations', configurations);
  },
  mayDelete: refuseUsed,
};

function judgeConfiguration(writing: Writing, configuration: JsonObject): void {
  if (readText(configuration, 'name') === undefined)
    throw refuse('InvalidRequestFormat', `An IP configuration of ${writing.id.id} has no name.`);
  const subnet = judgeReference(
    writing,
    { path: 'properties.subnet', type: 'Microsoft.Network/virtualNetworks/subnets' },
    configuration,
  );
  if (!subnet)
    throw refuse('SubnetNotSpecified', `The IP configuration of ${writing.id.id} names no subnet.`);
  const address = judgeReference(
    writing,
    { path: 'properties.publicIPAddress', type: 'Microsoft.Network/publicIPAddresses' },
    configuration,
  );
  const user = address && findUser(address, writing.cloud);
  if (user && foldId(user.id) !== foldId(writing.id.id))
    throw refuse(
      'PublicIPAddressInUse',
      `Resource ${writing.id.id} is referencing public IP address ${address?.id} that is already allocated to resource ${user.id}/ipConfigurations/ipconfig.`,
    );
}

function giveAddress(configuration: JsonObject, { resources }: Cloud): JsonObject {
  const subnet = resources.find(readText(configuration, 'properties.subnet.id') ?? '');
  const range = readText(subnet?.properties, 'addressPrefix') ?? '10.0.0.0/24';
  const used = resources.ofType(networkInterface.name).length + reservedAddresses - 1;
  const given = readText(configuration, 'properties.privateIPAddress') ?? pickAddress(range, used);
  return {
    ...configuration,
    properties: { ...readObject(configuration, 'properties'), privateIPAddress: given },
  };
}

function refuseUsed(resource: Resource, cloud: Cloud): void {
  const machine = readText(resource.properties, 'virtualMachine.id');
  if (machine !== undefined && cloud.resources.find(machine))
    throw refuse(
      'NicInUse',
      `Network Interface ${resource.id} is used by existing resource ${machine}. In order to delete the network interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic.`,
    );
  judgeReservation(resource, cloud, undefined);
}

/** What a failed creation of a machine leaves behind it. */
export function reserve(resource: Resource, cloud: Cloud, machineId: string): void {
  cloud.reservations.set(resource, { machineId, ends: cloud.clock.now().getTime() + reservedFor });
}

const reservedFor = 180_000;

/** Refuses what is reserved for another machine than this one. */
export function judgeReservation(resource: Resource, cloud: Cloud, machineId: string | undefined): void {
  const found = cloud.reservations.get(resource);
  if (!found || found.ends <= cloud.clock.now().getTime()) return;
  if (machineId !== undefined && foldId(found.machineId) === foldId(machineId)) return;
  throw refuse(
    'NicReservedForAnotherVm',
    `Nic(s) in request is reserved for another Virtual Machine for 180 seconds. Please provide another nic(s) or retry after 180 seconds. Reserved VM: ${found.machineId}`,
  );
}
