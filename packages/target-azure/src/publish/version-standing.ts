import { Failure } from '@strata/diagnostics';
import { classifyAzure } from '../errors';
import { callManager } from '../wait';
import type { AzureContext } from './context';
import { compareVersions, type FoundVersion, toFoundVersion } from './found-version';

/** Where a version is, by its resource id. */
export interface VersionPlace {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly gallery: string;
  readonly definition: string;
  readonly version: string;
}

const pattern =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Compute\/galleries\/([^/]+)\/images\/([^/]+)\/versions\/([^/]+)$/i;

/** Undefined for what is no id of a version. */
export function parseVersionId(id: string): VersionPlace | undefined {
  const [, subscription, resourceGroup, gallery, definition, version] = pattern.exec(id) ?? [];
  if (!subscription || !resourceGroup || !gallery || !definition || !version) return undefined;
  return { subscription, resourceGroup, gallery, definition, version };
}

/** What has become of a version. */
export interface VersionStanding {
  /** Whether machines can be started from it. */
  readonly isThere: boolean;
  /** Id of what those get who ask for the latest version; undefined when they get nothing. */
  readonly latest: string | undefined;
  /** Whether it is kept from those who ask for the latest. */
  readonly isExcludedFromLatest: boolean;
}

/** Asks a gallery about a version. Changes nothing. */
export async function findVersionStanding(
  context: AzureContext,
  { subscription, resourceGroup, gallery, definition, version }: VersionPlace,
): Promise<VersionStanding> {
  const { galleryImageVersions } = context.session.compute(subscription);
  const action = `Listing the versions of ${definition}`;
  const list = async (abortSignal: AbortSignal): Promise<readonly FoundVersion[]> => {
    const all: FoundVersion[] = [];
    const pages = galleryImageVersions.listByGalleryImage(resourceGroup, gallery, definition, {
      abortSignal,
    });
    for await (const each of pages) all.push(toFoundVersion(each));
    return all;
  };
  const versions = await callManager(context, { action }, ({ abortSignal }) => list(abortSignal)).catch(
    (error: unknown) => {
      if (classifyAzure(error instanceof Failure ? error.cause : error) === 'not-found') return [];
      throw error;
    },
  );
  const own = versions.find(({ name }) => name === version);
  return {
    isThere: own?.state === 'ready',
    latest: getLatest(versions)?.id,
    isExcludedFromLatest: own?.isExcludedFromLatest ?? false,
  };
}

/** As Azure takes it: the highest of those that are not kept out. */
export function getLatest(versions: readonly FoundVersion[]): FoundVersion | undefined {
  return versions
    .filter(({ state, isExcludedFromLatest }) => state === 'ready' && !isExcludedFromLatest)
    .sort((a, b) => compareVersions(a.name, b.name))
    .at(-1);
}
