import type { TargetRegion as AzureRegion, GalleryImageVersion } from '@azure/arm-compute';
import type { FoundVersion } from './found-version';
import { getEndOfLife } from './plan-version';
import type { AzureDestination, DiskStorage, TargetRegion } from './settings';
import { tagNames } from './tags';
import type { VersionWish } from './wish';

/** A version that is made. Nobody who asks for the latest gets it: it is not everywhere yet. */
export function makeNewVersion(
  { destination, wish }: { readonly destination: AzureDestination; readonly wish: VersionWish },
  { uri, subscription, now }: { readonly uri: string; readonly subscription: string; readonly now: number },
): GalleryImageVersion {
  const endOfLife = getEndOfLife(wish, now);
  return {
    location: destination.location,
    tags: { ...wish.tags },
    storageProfile: {
      osDiskImage: {
        hostCaching: 'ReadOnly',
        source: { uri, storageAccountId: getAccountId(destination.storage, subscription) },
      },
    },
    publishingProfile: {
      targetRegions: wish.regions.map(toAzureRegion),
      excludeFromLatest: true,
      ...(endOfLife !== undefined && { endOfLifeDate: new Date(endOfLife) }),
      ...(destination.isShallow && { replicationMode: 'Shallow', replicaCount: 1 }),
    },
    safetyProfile: {
      allowDeletionOfReplicatedLocations: true,
      ...(destination.isProtected && { blockDeletionBeforeEndOfLife: true }),
    },
  };
}

/** A version that is there, with what is to be of it; regions and tags of others stay. */
export function changeVersion(
  // What is published again is not put aside any more.
  { raw, regions, tags: { [tagNames.quarantined]: _, ...tags }, published }: FoundVersion,
  wish: VersionWish,
  isExcludedFromLatest: boolean,
): GalleryImageVersion {
  const others = regions.filter(({ name }) => !wish.regions.some((region) => region.name === name));
  const endOfLife = getEndOfLife(wish, published);
  return {
    location: raw.location,
    tags: { ...tags, ...wish.tags },
    ...(raw.storageProfile && { storageProfile: raw.storageProfile }),
    publishingProfile: {
      ...raw.publishingProfile,
      targetRegions: [...wish.regions, ...others].map(toAzureRegion),
      excludeFromLatest: isExcludedFromLatest,
      ...(endOfLife !== undefined && { endOfLifeDate: new Date(endOfLife) }),
    },
    ...(raw.safetyProfile && { safetyProfile: raw.safetyProfile }),
  };
}

function toAzureRegion({ name, replicas, storageType, encryptionSet }: TargetRegion): AzureRegion {
  return {
    name,
    regionalReplicaCount: replicas,
    ...(storageType !== undefined && { storageAccountType: storageType }),
    ...(encryptionSet !== undefined && {
      encryption: { osDiskImage: { diskEncryptionSetId: encryptionSet } },
    }),
  };
}

function getAccountId({ account, resourceGroup }: DiskStorage, subscription: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${account}`;
}
