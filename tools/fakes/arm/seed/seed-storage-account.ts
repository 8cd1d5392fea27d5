import type { Cloud } from '../state/cloud';
import { storageAccount } from '../storage/account';

/** Makes the account that the cloud's blobs are in known to ARM. The group may be there or not. @returns its id */
export function seedStorageAccount(
  cloud: Cloud,
  { group, location = 'westeurope' }: { readonly group: string; readonly location?: string },
): string {
  const { blobs, subscription } = cloud;
  if (!blobs) throw new Error('This cloud has no blobs: start it with startFakeArm({ blobs }).');
  const id = `/subscriptions/${subscription}/resourceGroups/${group}/providers/${storageAccount.name}/${blobs.account}`;
  cloud.resources.add({
    id,
    type: storageAccount.name,
    name: blobs.account,
    envelope: { location, kind: 'StorageV2', sku: { name: 'Standard_LRS', tier: 'Standard' } },
    properties: { primaryEndpoints: { blob: `${blobs.accountUrl}/` }, supportsHttpsTrafficOnly: false },
    state: 'Succeeded',
  });
  return id;
}
