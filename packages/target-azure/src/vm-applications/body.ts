import type { GalleryApplication, GalleryApplicationVersion } from '@azure/arm-compute';
import type { Offer, VmApplication } from './application';
import { normalizeRegion } from './rules';

/** Tags by which a version is known again. Azure allows no colons in their names. */
export const KEY_TAG = 'strata-key';

/** Where the files of a version can be read. Each holds a signature: neither is ever shown. */
export interface Sources {
  readonly package: string;
  readonly configuration?: string;
}

export interface VersionRequest {
  readonly application: VmApplication;
  readonly offer: Offer;
  readonly sources: Sources;
  /** Content key of the package: what it holds, and what is done with it. */
  readonly key: string;
}

/** What the gallery is told of an application that all its versions share. */
export function makeApplicationBody(
  { os, description }: Pick<VmApplication, 'os' | 'description'>,
  { location }: Pick<Offer, 'location'>,
): GalleryApplication {
  return {
    location: normalizeRegion(location),
    supportedOSType: os,
    ...(description !== undefined && { description }),
  };
}

/**
 * What the gallery is told of a version. The names of both files are always given: without them the agent takes the
 * application's name, without any ending, and its documents do not agree on what it adds for the configuration.
 */
export function makeVersionBody({
  application,
  offer,
  sources,
  key,
}: VersionRequest): GalleryApplicationVersion {
  const { commands, packageFile, configurationFile, afterReboot } = application;
  return {
    location: normalizeRegion(offer.location),
    tags: { [KEY_TAG]: key },
    publishingProfile: {
      source: {
        mediaLink: sources.package,
        ...(sources.configuration !== undefined && { defaultConfigurationLink: sources.configuration }),
      },
      manageActions: { ...commands },
      settings: {
        packageFileName: packageFile,
        configFileName: configurationFile,
        scriptBehaviorAfterReboot: afterReboot,
      },
      ...makeChangeable(offer),
    },
    safetyProfile: { allowDeletionOfReplicatedLocations: true },
  };
}

/** The part that an existing version can be given anew. */
export type Changeable = Pick<
  NonNullable<GalleryApplicationVersion['publishingProfile']>,
  'targetRegions' | 'replicaCount' | 'excludeFromLatest' | 'endOfLifeDate'
>;

export function makeChangeable(offer: Offer): Changeable {
  const { regions, replicas, excludeFromLatest, endOfLife } = offer;
  return {
    targetRegions: regions.map(({ name, replicas: own, storageType }) => ({
      name: normalizeRegion(name),
      regionalReplicaCount: own ?? replicas,
      ...(storageType !== undefined && { storageAccountType: storageType }),
    })),
    replicaCount: replicas,
    excludeFromLatest,
    ...(endOfLife !== undefined && { endOfLifeDate: new Date(endOfLife) }),
  };
}
