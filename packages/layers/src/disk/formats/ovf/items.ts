import type { Machine } from '../machine';
import { controllerTypes, networkTypes, resourceTypes } from './hardware';
import { makeElement } from './xml';

/** Elements of one `Item`. The schema wants them in the order of their names. */
type Resource = Readonly<Record<string, string | number>>;

/** Number of the controller, which the disk refers to. */
const controllerId = 3;
export const networkName = 'NAT';

/** The hardware of a machine with one disk, as `Item`s of CIM_ResourceAllocationSettingData. */
export function makeItems(
  { cpus, memory, diskController, network }: Machine,
  { diskId }: { readonly diskId: string },
): readonly string[] {
  const controller = controllerTypes[diskController];
  const resources: readonly Resource[] = [
    {
      AllocationUnits: 'hertz * 10^6',
      Description: 'Number of virtual CPUs',
      ElementName: `${cpus} virtual CPU(s)`,
      InstanceID: 1,
      ResourceType: resourceTypes.processor,
      VirtualQuantity: cpus,
    },
    {
      AllocationUnits: 'byte * 2^20',
      Description: 'Memory size',
      ElementName: `${memory} MiB of memory`,
      InstanceID: 2,
      ResourceType: resourceTypes.memory,
      VirtualQuantity: memory,
    },
    {
      Address: 0,
      Description: 'Disk controller',
      ElementName: 'Disk controller 0',
      InstanceID: controllerId,
      ResourceSubType: controller.subtype,
      ResourceType: controller.type,
    },
    {
      AddressOnParent: 0,
      Description: 'Disk',
      ElementName: 'Disk 0',
      HostResource: `ovf:/disk/${diskId}`,
      InstanceID: 4,
      Parent: controllerId,
      ResourceType: resourceTypes.disk,
    },
    {
      AutomaticAllocation: 'true',
      Connection: networkName,
      Description: 'Network card',
      ElementName: 'Network card 0',
      InstanceID: 5,
      ResourceSubType: networkTypes[network],
      ResourceType: resourceTypes.networkCard,
    },
  ];
  return resources.map(makeItem);
}

function makeItem(resource: Resource): string {
  const elements = Object.entries(resource).map(([name, value]) => makeElement(`rasd:${name}`, `${value}`));
  return ['<Item>', ...elements.map((line) => `  ${line}`), '</Item>'].join('\n');
}
