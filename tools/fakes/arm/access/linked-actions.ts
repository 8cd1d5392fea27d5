import { type JsonObject, readObject, readObjects, readText } from '../json';
import { foldId, parseResourceId } from '../routing/resource-id';

/** Something that a request does with another resource than the one that it writes. */
export interface LinkedAction {
  readonly action: string;
  /** Of the other resource. */
  readonly scope: string;
}

type ReadLinked = (body: JsonObject, id: string) => readonly LinkedAction[];

const imageTypes = ['images', 'galleries/images', 'galleries/images/versions'];

/**
 * What else is needed to write a resource of a type. Of versions of galleries: Microsoft's page "Store and share images in an
 * Azure Compute Gallery", on permissions for sources. Of networks: "Permissions of virtual networks". What machines, images and
 * snapshots need is known from refusals that people have met.
 */
const byType: Readonly<Record<string, ReadLinked>> = {
  'microsoft.network/networkinterfaces': (body) => [
    ...readObjects(body, 'properties.ipConfigurations').flatMap((one) => [
      ...link(one, 'properties.subnet.id', 'Microsoft.Network/virtualNetworks/subnets/join/action'),
      ...link(one, 'properties.publicIPAddress.id', 'Microsoft.Network/publicIPAddresses/join/action'),
    ]),
    ...link(body, 'properties.networkSecurityGroup.id', joinGroup),
  ],
  'microsoft.network/virtualnetworks': (body) =>
    readObjects(body, 'properties.subnets').flatMap((one) =>
      link(one, 'properties.networkSecurityGroup.id', joinGroup),
    ),
  'microsoft.compute/virtualmachines': (body, id) => [
    ...readObjects(body, 'properties.networkProfile.networkInterfaces').flatMap((one) =>
      link(one, 'id', 'Microsoft.Network/networkInterfaces/join/action'),
    ),
    ...readImage(readText(body, 'properties.storageProfile.imageReference.id')),
    ...readObjects(body, 'properties.osProfile.secrets').flatMap((one) =>
      link(one, 'sourceVault.id', 'Microsoft.KeyVault/vaults/deploy/action'),
    ),
    ...link(body, 'properties.storageProfile.osDisk.managedDisk.diskEncryptionSet.id', readSet),
    ...Object.keys(readObject(body, 'identity.userAssignedIdentities')).map((scope) => ({
      action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
      scope,
    })),
    { action: 'Microsoft.Compute/disks/write', scope: id.split('/providers/')[0] ?? id },
  ],
  'microsoft.compute/images': (body) => [
    ...link(body, 'properties.sourceVirtualMachine.id', 'Microsoft.Compute/virtualMachines/read'),
  ],
  'microsoft.compute/snapshots': (body) => [
    ...link(
      body,
      'properties.creationData.sourceResourceId',
      'Microsoft.Compute/disks/beginGetAccess/action',
    ),
  ],
  'microsoft.compute/galleries/images/versions': (body) => [
    ...readImage(readText(body, 'properties.storageProfile.source.id')),
    ...link(
      body,
      'properties.storageProfile.source.virtualMachineId',
      'Microsoft.Compute/virtualMachines/write',
    ),
    ...['listKeys/action', 'write'].flatMap((action) =>
      link(
        body,
        'properties.storageProfile.osDiskImage.source.storageAccountId',
        `Microsoft.Storage/storageAccounts/${action}`,
      ),
    ),
    ...readObjects(body, 'properties.publishingProfile.targetRegions').flatMap((one) =>
      link(one, 'encryption.osDiskImage.diskEncryptionSetId', readSet),
    ),
  ],
};

const joinGroup = 'Microsoft.Network/networkSecurityGroups/join/action';
const readSet = 'Microsoft.Compute/diskEncryptionSets/read';

/** What a write does with other resources. */
export function listLinkedActions(type: string, body: JsonObject, id: string): readonly LinkedAction[] {
  return byType[foldId(type)]?.(body, id) ?? [];
}

function link(body: JsonObject, path: string, action: string): readonly LinkedAction[] {
  const scope = readText(body, path);
  return scope === undefined ? [] : [{ action, scope }];
}

/** Reading an image, whatever kind it is of. */
function readImage(scope: string | undefined): readonly LinkedAction[] {
  const type = parseResourceId(scope ?? '')?.type.replace(/^microsoft\.compute\//i, '');
  const known = imageTypes.find((one) => one.toLowerCase() === type?.toLowerCase());
  return scope === undefined || known === undefined
    ? []
    : [{ action: `Microsoft.Compute/${known}/read`, scope }];
}
