import { readFlag, readObjects, readText } from '../../json';
import { judgeReservation, reserve } from '../../network/network-interface';
import { refuse, refuseMissing } from '../../refusal';
import { foldId } from '../../routing/resource-id';
import type { Cloud } from '../../state/cloud';
import { foldLocation } from '../../state/locations';
import type { Resource } from '../../state/resource';
import type { Writing } from '../../types/resource-type';

const cards = 'properties.networkProfile.networkInterfaces';

/** Refuses network interfaces that are not there, elsewhere, or another machine's. */
export function judgeInterfaces({ body, cloud, id }: Writing): void {
  const listed = readObjects(body, cards);
  if (listed.length === 0) throw refuseMissing('networkProfile.networkInterfaces');
  if (listed.length > 1 && listed.filter((one) => readFlag(one, 'properties.primary')).length !== 1)
    throw refuse(
      'VirtualMachineMustHaveOneNetworkInterfaceAsPrimary',
      `Virtual machine ${id.id} must have one network interface set as the primary.`,
    );
  for (const one of listed) {
    const reference = readText(one, 'id') ?? '';
    const found = cloud.resources.find(reference);
    const location = foldLocation(readText(body, 'location') ?? '');
    if (!found || readText(found.envelope, 'location') !== location)
      throw refuse(
        'InvalidResourceReference',
        `Resource ${reference} referenced by resource ${id.id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
      );
    const owner = readText(found.properties, 'virtualMachine.id');
    if (owner !== undefined && foldId(owner) !== foldId(id.id))
      throw refuse(
        'NicInUse',
        `Network Interface ${reference} is used by existing resource ${owner}. In order to delete the network interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic.`,
      );
    judgeReservation(found, cloud, id.id);
  }
}

/** The interfaces of a machine. */
export function listInterfaces({ properties }: Resource, { resources }: Cloud): readonly Resource[] {
  return readObjects(properties, 'networkProfile.networkInterfaces').flatMap(
    (one) => resources.find(readText(one, 'id') ?? '') ?? [],
  );
}

export function holdInterfaces(machine: Resource, cloud: Cloud): void {
  for (const one of listInterfaces(machine, cloud))
    one.properties = {
      ...one.properties,
      virtualMachine: { id: machine.id },
      primary: true,
      macAddress: '00-0D-3A-00-00-01',
    };
}

/** A machine that failed to begin keeps its interfaces for a while, though it never had them. */
export function reserveInterfaces(machine: Resource, cloud: Cloud): void {
  for (const one of listInterfaces(machine, cloud)) reserve(one, cloud, machine.id);
}

/** Lets interfaces go, and those with the machine that are to go. */
export function leaveInterfaces(machine: Resource, cloud: Cloud): void {
  for (const one of listInterfaces(machine, cloud)) {
    const { virtualMachine, ...properties } = one.properties;
    one.properties = properties;
  }
  for (const one of readObjects(machine.properties, 'networkProfile.networkInterfaces'))
    if (readText(one, 'properties.deleteOption') === 'Delete')
      cloud.resources.remove(readText(one, 'id') ?? '');
}
