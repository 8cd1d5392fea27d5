import type { GalleryImageVersion } from '@azure/arm-compute';
import type { AzureContext } from '../publish/context';
import type { FoundVersion } from '../publish/found-version';
import { type Tags, tagNames } from '../publish/tags';
import { completeOperation } from '../wait';
import { isAsDecided } from './is-as-decided';
import { type Remainder, readVersion, type VersionTarget } from './version-place';

const within = 30 * 60_000;

/**
 * Puts a version aside: who asks for the latest does not get it any more, and the day is noted in the same request. Machines
 * that name it by its number start all the same, which is seen before it is removed.
 */
export function quarantineVersion(context: AzureContext, target: VersionTarget): Promise<Remainder> {
  const date = new Date(context.clock.now()).toISOString();
  return rewrite(context, target, ({ tags }) => ({
    tags: { ...tags, [tagNames.quarantined]: date },
    isExcludedFromLatest: true,
  }));
}

/** Makes a version that was put aside be as its destination has its versions. */
export function restoreVersion(context: AzureContext, target: VersionTarget): Promise<Remainder> {
  return rewrite(context, target, ({ tags: { [tagNames.quarantined]: _, ...tags } }) => ({
    tags,
    isExcludedFromLatest: target.destination.isExcludedFromLatest,
  }));
}

interface Standing {
  readonly tags: Tags;
  readonly isExcludedFromLatest: boolean;
}

/** Writes a version as it is now with another standing; regions, source and end of life stay. */
async function rewrite(
  context: AzureContext,
  target: VersionTarget,
  change: (found: FoundVersion) => Standing,
): Promise<Remainder> {
  const { destination, definition, decided } = target;
  const found = await readVersion(context, target);
  if (!found) return 'it is gone';
  if (!isAsDecided(found, decided)) return 'it was changed in the meantime';
  const { raw } = found;
  const { tags, isExcludedFromLatest } = change(found);
  const body: GalleryImageVersion = {
    location: raw.location,
    tags: { ...tags },
    ...(raw.storageProfile && { storageProfile: raw.storageProfile }),
    publishingProfile: { ...raw.publishingProfile, excludeFromLatest: isExcludedFromLatest },
    ...(raw.safetyProfile && { safetyProfile: raw.safetyProfile }),
  };
  const request = { action: 'Changing the image version', what: `${definition} ${found.name}` };
  const { resourceGroup, gallery } = destination;
  await completeOperation(context, { request, within }, () =>
    context.session
      .compute()
      .galleryImageVersions.createOrUpdate(resourceGroup, gallery, definition, found.name, body),
  );
  return undefined;
}
