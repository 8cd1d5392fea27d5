import type { ImageReference } from '@azure/arm-compute';
import type { Guest } from '../../guests/guests';
import { getMachine } from '../compute/machines/power';
import type { JsonObject } from '../json';
import { type Bed, group, home, soon } from './bed';
import { makeMachineBody } from './make-machine';

const version = '2024-05-01';

/** A machine with an address in the internet, as somebody who uses an image starts one. */
export interface LaunchedMachine {
  readonly user: string;
  readonly vmId: string;
  /** What runs for it. The fake has to have been started with guests. */
  readonly guest: Guest;
  /** Stops it, and makes a managed image of it. @returns the image's id */
  capture(image: string): Promise<string>;
  /** Takes it away with its disk, interface and address. */
  remove(): Promise<void>;
}

export interface Launch {
  readonly image: ImageReference;
  readonly user: string;
  readonly publicKey: string;
  /** TCP ports at which everybody is let in. */
  readonly ports: readonly number[];
  /** In Base64. */
  readonly customData?: string;
  /** A size of its own for the disk, in GiB. */
  readonly diskSize?: number;
}

/** Starts a machine of an image, in a network of its own. */
export async function launchMachine(bed: Bed, name: string, launch: Launch): Promise<LaunchedMachine> {
  const { compute } = bed;
  const nic = await makeReachable(bed, name, launch.ports);
  const { user } = launch;
  await compute.virtualMachines.createOrUpdate(group, name, makeBody(nic, name, launch), soon);
  const machine = bed.fake.cloud.resources.find(bed.id(`Microsoft.Compute/virtualMachines/${name}`));
  const guest = machine && getMachine(machine).guest;
  if (!machine || !guest) throw new Error(`no guest runs for ${name}`);
  return {
    ...{ user, guest },
    vmId: String(machine.properties.vmId),
    async capture(image) {
      await compute.virtualMachines.deallocate(group, name, soon);
      await compute.virtualMachines.generalize(group, name);
      const sourceVirtualMachine = { id: machine.id };
      const { id = '' } = await compute.images.createOrUpdate(
        group,
        image,
        { location: home, sourceVirtualMachine, hyperVGeneration: 'V1' },
        soon,
      );
      return id;
    },
    async remove() {
      await compute.virtualMachines.delete(group, name, soon);
      const address = bed.id(`Microsoft.Network/publicIPAddresses/${name}`);
      await bed.resources.resources.beginDeleteByIdAndWait(address, version, soon);
    },
  };
}

function makeBody(nic: string, name: string, { image, user, publicKey, customData, diskSize }: Launch) {
  const path = `/home/${user}/.ssh/authorized_keys`;
  return makeMachineBody(nic, {
    storageProfile: {
      imageReference: image,
      osDisk: {
        name,
        createOption: 'FromImage',
        deleteOption: 'Delete',
        ...(diskSize !== undefined && { diskSizeGB: diskSize }),
      },
    },
    osProfile: {
      computerName: name,
      adminUsername: user,
      ...(customData !== undefined && { customData }),
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: { publicKeys: [{ path, keyData: publicKey }] },
      },
    },
  });
}

/** A network interface with an address, behind a security group that lets in. @returns its id */
async function makeReachable(bed: Bed, name: string, ports: readonly number[]): Promise<string> {
  const { resources } = bed.resources;
  const put = async (type: string, properties: JsonObject, more: JsonObject = {}) => {
    const id = bed.id(`Microsoft.Network/${type}/${name}`);
    const body = { location: home, ...more, properties };
    await resources.beginCreateOrUpdateByIdAndWait(id, version, body, soon);
    return id;
  };
  const groupId = await put('networkSecurityGroups', { securityRules: [makeRule(ports)] });
  const address = await put(
    'publicIPAddresses',
    { publicIPAllocationMethod: 'Static' },
    { sku: { name: 'Standard', tier: 'Regional' } },
  );
  const network = await put('virtualNetworks', {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    subnets: [
      {
        name: 'default',
        properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: groupId } },
      },
    ],
  });
  const subnet = { id: `${network}/subnets/default` };
  const properties = { subnet, publicIPAddress: { id: address } };
  return await put('networkInterfaces', { ipConfigurations: [{ name: 'ipconfig', properties }] });
}

function makeRule(ports: readonly number[]) {
  return {
    name: 'users',
    properties: {
      ...{ priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp' },
      ...{ sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*' },
      destinationPortRanges: ports.map(String),
    },
  };
}
