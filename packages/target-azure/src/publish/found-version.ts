import type { GalleryImageVersion } from '@azure/arm-compute';
import type { StorageType, TargetRegion } from './settings';
import { type Tags, tagNames } from './tags';
import { foldRegion } from './wish';

/** A version that is in the gallery. */
export interface FoundVersion {
  /** Of the resource. */
  readonly id: string;
  /** `1.2.3`. */
  readonly name: string;
  readonly state: 'ready' | 'working' | 'failed';
  readonly key: string | undefined;
  readonly image: string | undefined;
  readonly tags: Tags;
  readonly regions: readonly TargetRegion[];
  readonly isExcludedFromLatest: boolean;
  /** Milliseconds since the epoch. */
  readonly published: number | undefined;
  /** Milliseconds since the epoch. */
  readonly endOfLife: number | undefined;
  /** As Azure gave it, to be sent back with what is changed. */
  readonly raw: GalleryImageVersion;
}

export function toFoundVersion(raw: GalleryImageVersion): FoundVersion {
  const { publishingProfile: profile = {}, tags = {} } = raw;
  return {
    id: raw.id ?? '',
    name: raw.name ?? '',
    state: getState(raw.provisioningState),
    key: tags[tagNames.key],
    image: tags[tagNames.image],
    tags,
    regions: (profile.targetRegions ?? []).map((region) => ({
      name: foldRegion(region.name),
      replicas: region.regionalReplicaCount ?? profile.replicaCount ?? 1,
      storageType: region.storageAccountType as StorageType | undefined,
      encryptionSet: region.encryption?.osDiskImage?.diskEncryptionSetId,
    })),
    isExcludedFromLatest: profile.excludeFromLatest ?? false,
    published: profile.publishedDate?.getTime(),
    endOfLife: profile.endOfLifeDate?.getTime(),
    raw,
  };
}

function getState(state: string | undefined): FoundVersion['state'] {
  if (state === 'Succeeded') return 'ready';
  return state === 'Failed' ? 'failed' : 'working';
}

/** Compares names of versions by their numbers. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.split('.').map(Number));
  const different = left?.findIndex((number, index) => number !== right?.[index]) ?? -1;
  return different === -1 ? 0 : (left?.[different] ?? 0) - (right?.[different] ?? 0);
}
