import type { GenericResource } from '@azure/arm-resources';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { getNetworkTarget, type Room } from '../machine/ids';
import {
  createAddressBody,
  createGroupBody,
  createInterfaceBody,
  createNetworkBody,
} from '../machine/network-bodies';
import type { Work } from '../machine/work';
import { findResource, putResource, type Target } from '../resources/generic';
import { callManager } from '../wait';
import { findAllowed } from './own-address';

const SSH_PORT = 22;
const WINRM_PORT = 5985;
const WINRM_TLS_PORT = 5986;

/** The machine's network interface, and its address in the internet, if it has one. */
export interface Network {
  readonly networkInterface: Target;
  readonly address: Target | undefined;
}

/** Makes what the machine needs of a network: one of its own, or its place in one that is there. */
export async function provideNetwork(work: Work): Promise<Network> {
  const { names, options, place, session, tags } = work;
  const room = { subscription: session.subscription, group: place.group };
  const base = { location: place.location, tags };
  const isForeign = !!options.virtual_network_name;
  const isPublic = !isForeign || options.private_virtual_network_with_public_ip;
  const subnetId = isForeign ? await findSubnet(work, room) : await makeSubnet(work, room);
  const address = isPublic ? getNetworkTarget(room, 'publicIPAddresses', names.address) : undefined;
  if (address) await put(work, address, createAddressBody(base), 'the public address');
  const networkInterface = getNetworkTarget(room, 'networkInterfaces', names.networkInterface);
  const isAccelerated = options.accelerated_networking;
  const body = createInterfaceBody(base, { subnetId, addressId: address?.id, isAccelerated });
  await put(work, networkInterface, body, 'the network interface');
  return { networkInterface, address };
}

async function makeSubnet(work: Work, room: Room): Promise<string> {
  const { names, place, tags } = work;
  const base = { location: place.location, tags };
  const group = getNetworkTarget(room, 'networkSecurityGroups', names.securityGroup);
  const sources = await findAllowed(work);
  await put(work, group, createGroupBody(base, { sources, port: getPort(work) }), 'the security group');
  const network = getNetworkTarget(room, 'virtualNetworks', names.network);
  const body = createNetworkBody(base, { subnet: names.subnet, groupId: group.id });
  await put(work, network, body, 'the virtual network');
  return `${network.id}/subnets/${names.subnet}`;
}

function getPort({ options }: Work): number {
  if (options.communicator !== 'winrm') return options.ssh_port ?? SSH_PORT;
  return options.winrm_port ?? (options.winrm_use_ssl === false ? WINRM_PORT : WINRM_TLS_PORT);
}

async function put(work: Work, target: Target, body: GenericResource, what: string): Promise<void> {
  const { ask, options, place, session } = work;
  const request = { action: `Making ${what}`, region: place.location };
  const within = options.polling_duration_timeout;
  await putResource(ask, session.resources(), { target, body, request, within });
}

/** A subnet that is there: the one that is named, or the only one of its network. */
async function findSubnet(work: Work, room: Room): Promise<string> {
  const { ask, options, session } = work;
  const name = options.virtual_network_name ?? '';
  const group = options.virtual_network_resource_group_name || (await findNetworkGroup(work, name));
  const target = getNetworkTarget({ ...room, group }, 'virtualNetworks', name);
  if (options.virtual_network_subnet_name)
    return `${target.id}/subnets/${options.virtual_network_subnet_name}`;
  const request = { action: 'Looking for the virtual network', what: name };
  const network = await findResource(ask, session.resources(), { target, request });
  const subnets = (network?.properties?.['subnets'] ?? []) as readonly { readonly name?: string }[];
  const [subnet] = subnets;
  if (network && subnet?.name !== undefined && subnets.length === 1)
    return `${target.id}/subnets/${subnet.name}`;
  const among = subnets.map((one) => one.name).join(', ');
  throw new Failure(
    problem('AZU051', {
      detail: network
        ? `The virtual network ${name} has ${subnets.length} subnets${among && `: ${among}`}. Packer and Strata choose one by themselves when there is one alone.`
        : `There is no virtual network ${name} in the resource group ${group}.`,
      hint: network
        ? 'Name one in virtual_network_subnet_name.'
        : 'Correct virtual_network_name or virtual_network_resource_group_name; az network vnet list shows what is there.',
    }),
  );
}

async function findNetworkGroup({ ask, session }: Work, name: string): Promise<string> {
  const request = { action: 'Looking for the virtual network', what: name };
  const filter = `resourceType eq 'Microsoft.Network/virtualNetworks' and name eq '${name.replaceAll("'", "''")}'`;
  const groups = await callManager(ask, request, async (options) => {
    const found: string[] = [];
    for await (const { id = '' } of session.resources().resources.list({ ...options, filter }))
      found.push(/\/resourceGroups\/([^/]+)\//iu.exec(id)?.[1] ?? '');
    return found;
  });
  const [group] = groups;
  if (group !== undefined && groups.length === 1) return group;
  throw new Failure(
    problem('AZU051', {
      detail:
        group === undefined
          ? `There is no virtual network ${name} in the subscription ${session.subscription}.`
          : `There are ${groups.length} virtual networks ${name}, in ${groups.join(', ')}.`,
      hint: 'Name its resource group in virtual_network_resource_group_name; az network vnet list shows what is there.',
    }),
  );
}
