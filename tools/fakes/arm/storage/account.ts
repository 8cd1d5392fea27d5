import { refuse } from '../refusal';
import { foldId } from '../routing/resource-id';
import type { Cloud } from '../state/cloud';
import type { ResourceType } from '../types/resource-type';

/** Where blobs are. Accounts are seeded: the one that stands here has Azurite's name and key. */
export const storageAccount: ResourceType = {
  name: 'Microsoft.Storage/storageAccounts',
  versions: ['2025-06-01', '2025-01-01', '2024-01-01', '2023-05-01', '2023-01-01'],
  tracked: true,
  actions: {
    listkeys: {
      run: ({ cloud }) => ({ kind: 'now', body: { keys: listKeys(cloud) } }),
    },
  },
};

function listKeys({ blobs }: Cloud) {
  const value = blobs?.key ?? '';
  return ['key1', 'key2'].map((keyName) => ({ keyName, value, permissions: 'FULL' }));
}

/** Refuses a blob whose account is not in this subscription, or is not the one that its URI has. */
export function judgeAccount(
  cloud: Cloud,
  { uri, accountId }: { readonly uri: string; readonly accountId: string },
): void {
  const account = cloud.resources.find(accountId);
  if (!account || foldId(account.type) !== foldId(storageAccount.name))
    throw refuse('StorageAccountNotFound', `The storage account '${accountId}' was not found.`, {
      status: 404,
    });
  if (cloud.blobs && !uri.startsWith(`${cloud.blobs.accountUrl}/`))
    throw refuse('InvalidParameter', `The blob ${uri} is not in the storage account '${accountId}'.`, {
      target: 'storageAccountId',
    });
}
