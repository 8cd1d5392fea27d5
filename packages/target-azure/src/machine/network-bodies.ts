import type { GenericResource } from '@azure/arm-resources';
import { getAddressVersion, type Tags } from '@strata/sdk';

/** As Packer has them. */
const NETWORK_RANGE = '10.0.0.0/16';
const SUBNET_RANGE = '10.0.0.0/24';
const FIRST_PRIORITY = 100;

/** What every resource of a network has. */
export interface NetworkBase {
  readonly location: string;
  readonly tags: Tags;
}

/** A public address that the machine keeps as long as it lives. */
export function createAddressBody(base: NetworkBase): GenericResource {
  return {
    ...copy(base),
    sku: { name: 'Standard', tier: 'Regional' },
    properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' },
  };
}

/** Lets the given addresses and ranges in at one port. Everybody else outside stays outside by Azure's own rules. */
export function createGroupBody(
  base: NetworkBase,
  { sources, port }: { readonly sources: readonly string[]; readonly port: number },
): GenericResource {
  const byVersion = [4, 6].map((version) =>
    sources.filter((source) => getAddressVersion(source.split('/')[0] ?? '') === version),
  );
  const rules = byVersion
    .filter((addresses) => addresses.length > 0)
    .map((addresses, index) => ({
      name: `communicator-${index + 1}`,
      properties: {
        priority: FIRST_PRIORITY + index,
        direction: 'Inbound',
        access: 'Allow',
        protocol: 'Tcp',
        sourceAddressPrefixes: addresses,
        sourcePortRange: '*',
        destinationAddressPrefix: '*',
        destinationPortRange: String(port),
      },
    }));
  return { ...copy(base), properties: { securityRules: rules } };
}

/** A network with one subnet, behind a security group. */
export function createNetworkBody(
  base: NetworkBase,
  { subnet, groupId }: { readonly subnet: string; readonly groupId: string },
): GenericResource {
  return {
    ...copy(base),
    properties: {
      addressSpace: { addressPrefixes: [NETWORK_RANGE] },
      subnets: [
        {
          name: subnet,
          properties: { addressPrefix: SUBNET_RANGE, networkSecurityGroup: { id: groupId } },
        },
      ],
    },
  };
}

/** The machine's network interface. */
export function createInterfaceBody(
  base: NetworkBase,
  wish: {
    readonly subnetId: string;
    readonly addressId: string | undefined;
    readonly isAccelerated: boolean;
  },
): GenericResource {
  return {
    ...copy(base),
    properties: {
      ipConfigurations: [
        {
          name: 'ipconfig',
          properties: {
            privateIPAllocationMethod: 'Dynamic',
            subnet: { id: wish.subnetId },
            ...(wish.addressId !== undefined && { publicIPAddress: { id: wish.addressId } }),
          },
        },
      ],
      ...(wish.isAccelerated && { enableAcceleratedNetworking: true }),
    },
  };
}

function copy({ location, tags }: NetworkBase) {
  return { location, tags: { ...tags } };
}
