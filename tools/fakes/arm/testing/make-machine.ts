import type { VirtualMachine } from '@azure/arm-compute';
import type { JsonObject } from '../json';
import { type Bed, group, home, soon } from './bed';

const version = '2024-05-01';
const user = 'packer';
/** The only place for a key that Azure takes. */
export const keyPath = `/home/${user}/.ssh/authorized_keys`;

/** Makes a network, once, and an interface in it. @returns the interface's id */
export async function makeInterface(bed: Bed, name = 'nic'): Promise<string> {
  const { resources } = bed.resources;
  const put = async (type: string, own: string, properties: JsonObject) => {
    const id = bed.id(`Microsoft.Network/${type}/${own}`);
    await resources.beginCreateOrUpdateByIdAndWait(id, version, { location: home, properties }, soon);
    return id;
  };
  const subnets = [{ name: 'default', properties: { addressPrefix: '10.0.0.0/24' } }];
  const network = await put('virtualNetworks', 'net', {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    subnets,
  });
  const subnet = { id: `${network}/subnets/default` };
  return await put('networkInterfaces', name, {
    ipConfigurations: [{ name: 'ipconfig', properties: { subnet } }],
  });
}

/** What makes a machine of the marketplace's Debian. */
export function makeMachineBody(interfaceId: string, more: Partial<VirtualMachine> = {}): VirtualMachine {
  const keyData = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExampleExamp';
  return {
    location: home,
    hardwareProfile: { vmSize: 'Standard_D2s_v5' },
    storageProfile: {
      imageReference: { publisher: 'Debian', offer: 'debian-12', sku: '12-gen2', version: 'latest' },
      osDisk: { name: 'os', createOption: 'FromImage', deleteOption: 'Delete' },
    },
    osProfile: {
      computerName: 'web',
      adminUsername: user,
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: { publicKeys: [{ path: keyPath, keyData }] },
      },
    },
    networkProfile: { networkInterfaces: [{ id: interfaceId, primary: true, deleteOption: 'Delete' }] },
    ...more,
  };
}

export function putMachine(bed: Bed, body: VirtualMachine, name = 'web') {
  return bed.compute.virtualMachines.createOrUpdate(group, name, body, soon);
}
