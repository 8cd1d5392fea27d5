import type {
  TargetRegion as AzureRegion,
  GalleryDiskImageSource,
  GalleryImageVersion,
} from '@azure/arm-compute';
import { unmarkBuild } from '@strata/sdk';
import type { FoundVersion } from './found-version';
import { getCopyTag, readOwnRegions, writeOwnRegions } from './own-regions';
import { getEndOfLife } from './plan-version';
import type { AzureDestination, TargetRegion } from './settings';
import { type Tags, tagNames } from './tags';
import type { VersionWish } from './wish';

/** A version that is made. Nobody who asks for the latest gets it: it is not everywhere yet. */
export function makeNewVersion(
  { destination, wish }: { readonly destination: AzureDestination; readonly wish: VersionWish },
  { source, now }: { readonly source: GalleryDiskImageSource; readonly now: number },
): GalleryImageVersion {
  const endOfLife = getEndOfLife(wish, now);
  return {
    location: destination.location,
    tags: writeOwnRegions(
      wish.tags,
      wish.regions.map(({ name }) => name),
    ),
    storageProfile: {
      osDiskImage: { hostCaching: 'ReadOnly', source },
    },
    publishingProfile: {
      targetRegions: wish.regions.map(toAzureRegion),
      excludeFromLatest: true,
      ...(endOfLife !== undefined && { endOfLifeDate: new Date(endOfLife) }),
      ...(destination.isShallow && { replicationMode: 'Shallow', replicaCount: 1 }),
    },
    safetyProfile: { allowDeletionOfReplicatedLocations: true },
  };
}

/**
 * A version that is there, with what is to be of it; regions and tags of others stay.
 *
 * @param stage until it is handed over it keeps its mark and can be deleted; until it is revealed it is kept from the latest
 */
export function changeVersion(
  found: FoundVersion,
  wish: VersionWish,
  stage: 'making' | 'revealed' | 'handed over',
): GalleryImageVersion {
  const { raw, regions, published } = found;
  const others = regions.filter(({ name }) => !wish.regions.some((region) => region.name === name));
  const endOfLife = getEndOfLife(wish, published);
  const isOver = stage === 'handed over';
  return {
    location: raw.location,
    tags: getTags(found, wish, isOver),
    ...(raw.storageProfile && { storageProfile: raw.storageProfile }),
    publishingProfile: {
      ...raw.publishingProfile,
      targetRegions: [...wish.regions, ...others].map(toAzureRegion),
      excludeFromLatest: stage === 'making' ? found.isExcludedFromLatest : wish.isExcludedFromLatest,
      ...(endOfLife !== undefined && { endOfLifeDate: new Date(endOfLife) }),
    },
    safetyProfile: {
      ...raw.safetyProfile,
      // Azure would not let a sweep delete one that is not handed over.
      ...(isOver && wish.isProtected && { blockDeletionBeforeEndOfLife: true }),
    },
  };
}

function getTags(
  { tags, regions }: FoundVersion,
  wish: VersionWish,
  isOver: boolean,
): Record<string, string> {
  // What is published again is not put aside any more.
  const { [tagNames.quarantined]: _, [tagNames.build]: build, ...others } = tags;
  const given = build ?? wish.tags[tagNames.build] ?? '';
  const own = { ...others, ...wish.tags, [tagNames.build]: isOver ? unmarkBuild(given) : given };
  return { ...addOwnRegions(own, regions, wish) };
}

/** A region that somebody else added stays theirs, also when it is wished for later. */
function addOwnRegions(tags: Tags, regions: readonly TargetRegion[], wish: VersionWish): Tags {
  const wished = wish.regions.map(({ name }) => name);
  const added = wished.filter((name) => !regions.some((region) => region.name === name));
  const aside = new Set(wished.map(getCopyTag));
  const taken = Object.entries(tags).filter(([name]) => !aside.has(name));
  const own = new Set([...(readOwnRegions(tags) ?? wished), ...added]);
  return writeOwnRegions(Object.fromEntries(taken), [...own]);
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
