import { findAddress, guestPorts } from '../../guests/loopback-address';
import { readText, writeAt } from '../json';
import { refuse } from '../refusal';
import { checkNetwork } from '../schema/type-data';
import type { Cloud } from '../state/cloud';
import type { Resource } from '../state/resource';
import type { ResourceType } from '../types/resource-type';
import { listConfigurations, refersTo } from './references';
import { networkVersions } from './versions';

/** An address in the internet. What it is, the cloud's guests may say. */
export const publicAddress: ResourceType = {
  name: 'Microsoft.Network/publicIPAddresses',
  versions: networkVersions,
  tracked: true,
  check: checkNetwork('PublicIPAddress'),
  checkPatch: checkNetwork('TagsObject'),
  judge({ body, cloud, existing, id }) {
    const sku = readText(body, 'sku.name') ?? 'Basic';
    const location = readText(body, 'location') ?? '';
    if (sku === 'Basic')
      throw refuse(
        'IPv4BasicSkuPublicIpCountLimitReached',
        `Cannot create more than 0 IPv4 Basic SKU public IP addresses for this subscription in this region.`,
      );
    if (readText(body, 'properties.publicIPAllocationMethod') !== 'Static')
      throw refuse(
        'StandardSkuPublicIPAddressAllocationMethodMustBeStatic',
        `Public IP address ${id.id} of Standard SKU must have the allocation method Static.`,
      );
    const { publicAddresses } = cloud.limits;
    if (!existing && cloud.resources.ofType(publicAddress.name).length >= publicAddresses)
      throw refuse(
        'PublicIPCountLimitReached',
        `Cannot create more than ${publicAddresses} public IP addresses for this subscription in this region '${location}'.`,
      );
  },
  async finish({ cloud }, address) {
    const given = readText(address.properties, 'ipAddress');
    address.properties = writeAt(address.properties, 'ipAddress', given ?? (await drawAddress(cloud)));
  },
  mayDelete: refuseUsed,
};

/** Guests are reached by loopback. */
async function drawAddress(cloud: Cloud): Promise<string> {
  return cloud.guests ? await findAddress(guestPorts) : cloud.takeAddress();
}

function refuseUsed(address: Resource, { resources }: Cloud): void {
  const user = findUser(address, { resources });
  if (!user) return;
  throw refuse(
    'PublicIPAddressCannotBeDeleted',
    `Public IP address ${address.id} can not be deleted since it is still allocated to resource ${user.id}/ipConfigurations/ipconfig. In order to delete the public IP, disassociate/detach the Public IP address from the resource.`,
  );
}

/** The network interface that has an address. */
export function findUser(address: Resource, { resources }: Pick<Cloud, 'resources'>): Resource | undefined {
  return resources
    .ofType('Microsoft.Network/networkInterfaces')
    .find((one) =>
      listConfigurations(one).some((configuration) =>
        refersTo(configuration, 'properties.publicIPAddress', address),
      ),
    );
}
