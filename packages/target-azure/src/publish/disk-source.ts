import type { GalleryDiskImageSource } from '@azure/arm-compute';
import type { AzureContext } from './context';
import { ensureDisk, getDiskUrl, releaseDisk } from './ensure-disk';
import { type DiskWork, ensureManagedDisk, getManagedDiskId, removeManagedDisk } from './managed-disk';
import type { DiskStorage } from './settings';

/** Sees to it that there is what the version is made from: a blob in the account, or a managed disk. */
export async function ensureSource(context: AzureContext, work: DiskWork): Promise<GalleryDiskImageSource> {
  const { request, holdings } = work;
  const { storage } = request.destination;
  if (!storage) return { id: await ensureManagedDisk(context, work) };
  const uri = await ensureDisk(context, { request, holdings, storage });
  return { uri, storageAccountId: getAccountId(storage, context.session.subscription) };
}

/** Whether a version was made from what this publication would make it from. */
export function isOwnSource(
  context: AzureContext,
  work: DiskWork,
  { uri, id }: GalleryDiskImageSource = {},
): boolean {
  const { request, holdings } = work;
  const { storage } = request.destination;
  if (storage) return uri === getDiskUrl(context, { request, holdings, storage });
  return id?.toLowerCase() === getManagedDiskId(context, work).toLowerCase();
}

/** The version is in all regions: its disk in the account is the destination's, and a managed disk is of no more use. */
export async function settleSource(context: AzureContext, work: DiskWork): Promise<void> {
  const { request, holdings } = work;
  const { storage } = request.destination;
  if (storage) await releaseDisk(context, { request, holdings, storage });
}

/** Removes a managed disk that the version was made from. */
export async function dropSource({ request, holdings }: DiskWork): Promise<void> {
  if (!request.destination.storage) await removeManagedDisk({ request, holdings });
}

function getAccountId({ account, resourceGroup }: DiskStorage, subscription: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${account}`;
}
