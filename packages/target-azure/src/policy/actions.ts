/** Names of actions: `of('Microsoft.Compute/disks', 'read', 'write')`. */
export function of(type: string, ...verbs: readonly string[]): readonly string[] {
  return verbs.map((verb) => `${type}/${verb}`);
}

export const types = {
  group: 'Microsoft.Resources/subscriptions/resourceGroups',
  machine: 'Microsoft.Compute/virtualMachines',
  scaleSet: 'Microsoft.Compute/virtualMachineScaleSets',
  disk: 'Microsoft.Compute/disks',
  snapshot: 'Microsoft.Compute/snapshots',
  image: 'Microsoft.Compute/images',
  gallery: 'Microsoft.Compute/galleries',
  definition: 'Microsoft.Compute/galleries/images',
  version: 'Microsoft.Compute/galleries/images/versions',
  application: 'Microsoft.Compute/galleries/applications',
  encryptionSet: 'Microsoft.Compute/diskEncryptionSets',
  address: 'Microsoft.Network/publicIPAddresses',
  network: 'Microsoft.Network/virtualNetworks',
  networkInterface: 'Microsoft.Network/networkInterfaces',
  securityGroup: 'Microsoft.Network/networkSecurityGroups',
  vault: 'Microsoft.KeyVault/vaults',
  account: 'Microsoft.Storage/storageAccounts',
  container: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  blob: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs',
} as const;

/** Joining a network is asked for by who makes what joins it. */
export const JOIN = 'join/action';

/**
 * What Azure wants of who makes a version of a VHD in an account. Source: Microsoft's page "Store and share images in an Azure
 * Compute Gallery", on permissions for sources.
 */
export const vhdSource = of(types.account, 'listKeys/action', 'write');
