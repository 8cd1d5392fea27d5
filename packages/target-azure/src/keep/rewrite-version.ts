import type { GalleryImageVersion, TargetRegion } from '@azure/arm-compute';
import { Failure } from '@strata/diagnostics';
import { hasAzureCode } from '../errors';
import type { AzureContext } from '../publish/context';
import type { FoundVersion } from '../publish/found-version';
import type { Tags } from '../publish/tags';
import { completeOperation } from '../wait';
import { isAsDecided } from './is-as-decided';
import { type Remainder, readVersion, type VersionTarget } from './version-place';

const within = 30 * 60_000;

/** What of a version is written anew; regions stay where none are given, source and end of life always. */
export interface Rewriting {
  readonly tags: Tags;
  readonly isExcludedFromLatest: boolean;
  readonly regions?: readonly TargetRegion[];
}

/** Writes a version as it is now with another standing, when it is as it was when that was decided. @param mark tag that was decided by */
export async function rewriteVersion(
  context: AzureContext,
  target: VersionTarget,
  { mark, change }: { readonly mark: string; readonly change: (found: FoundVersion) => Rewriting },
): Promise<Remainder> {
  const found = await readVersion(context, target);
  if (!found) return 'it is gone';
  if (!isAsDecided(found, target.decided, mark)) return 'it was changed in the meantime';
  const wanted = change(found);
  try {
    await write(context, target, makeBody(found, wanted));
  } catch (error) {
    // One that failed in a region fails there again, with what it says written down.
    const cause = error instanceof Failure ? error.cause : error;
    if (!hasAzureCode(cause, 'ReplicationJobsNotCompleted', 'ReplicationFailed')) throw error;
    const written = await readVersion(context, target);
    if (written?.tags[mark] !== wanted.tags[mark]) throw error;
  }
  return undefined;
}

function makeBody({ raw }: FoundVersion, { tags, isExcludedFromLatest, regions }: Rewriting) {
  return {
    location: raw.location,
    tags: { ...tags },
    ...(raw.storageProfile && { storageProfile: raw.storageProfile }),
    publishingProfile: {
      ...raw.publishingProfile,
      ...(regions && { targetRegions: [...regions] }),
      excludeFromLatest: isExcludedFromLatest,
    },
    ...(raw.safetyProfile && { safetyProfile: raw.safetyProfile }),
  };
}

async function write(
  context: AzureContext,
  { destination: { resourceGroup, gallery }, definition, decided: { name } }: VersionTarget,
  body: GalleryImageVersion,
): Promise<void> {
  const request = { action: 'Changing the image version', what: `${definition} ${name}` };
  await completeOperation(context, { request, within }, () =>
    context.session
      .compute()
      .galleryImageVersions.createOrUpdate(resourceGroup, gallery, definition, name, body),
  );
}
