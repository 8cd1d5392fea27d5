import type { GalleryImageVersion } from '@azure/arm-compute';
import { Failure } from '@strata/diagnostics';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import type { AzureSession } from '../client';
import { classifyAzure } from '../errors';
import { BUILD_TAG } from '../machine/tags';
import { parseVersionId, type VersionPlace } from '../publish/version-standing';
import { callManager } from '../wait';
import { complete } from './generic';
import { openReach, type Reach } from './reach';
import { REMOVED_WITHIN, toAsk } from './remove';

/**
 * Whether those who ask for the latest version got this one before a set of images is revealed. To remove it is to put that
 * back.
 */
export type SeenVersion = Reach & {
  /** Of the version. */
  readonly id: string;
  /** What its tag for the build said: once it says something else, another publication has taken the version over. */
  readonly tag: string;
  readonly isExcludedFromLatest: boolean;
};

export const seenVersionKind: ResourceKind<SeenVersion> = {
  kind: 'azure-latest',
  async remove(context, { id, tag, isExcludedFromLatest, ...reach }) {
    const place = parseVersionId(id);
    if (!place) return;
    const session = await openReach(context, reach);
    const found = await waitForVersion(context, session, place);
    const profile = found?.publishingProfile;
    if (!found || (found.tags?.[BUILD_TAG] ?? '') !== tag) return;
    if ((profile?.excludeFromLatest ?? false) === isExcludedFromLatest) return;
    const what = `${place.definition} ${place.version}`;
    context.reporter.say(
      `${isExcludedFromLatest ? 'Keeping' : 'No longer keeping'} ${what} from those who ask for the latest...`,
    );
    const body = {
      ...getBody(found),
      publishingProfile: { ...profile, excludeFromLatest: isExcludedFromLatest },
    };
    const request = { action: 'Changing the image version', what };
    await complete(toAsk(context), { request, within: REMOVED_WITHIN }, () =>
      session
        .compute(place.subscription)
        .galleryImageVersions.createOrUpdate(
          place.resourceGroup,
          place.gallery,
          place.definition,
          place.version,
          body,
        ),
    );
  },
};

/** What of a version is sent back with a change. */
function getBody({ location, tags, storageProfile, safetyProfile }: GalleryImageVersion) {
  return {
    location,
    ...(tags && { tags }),
    ...(storageProfile && { storageProfile }),
    ...(safetyProfile && { safetyProfile }),
  };
}

const pause = 5_000;

/** Azure changes nothing that it is at work on: a process that was killed may have asked for a change just before. */
async function waitForVersion(
  context: RemoveContext,
  session: AzureSession,
  place: VersionPlace,
): Promise<GalleryImageVersion | undefined> {
  const { clock } = context.ports;
  const begun = clock.now();
  for (;;) {
    const found = await findVersion(context, session, place);
    const isAtWork = found?.provisioningState === 'Updating' || found?.provisioningState === 'Creating';
    if (!isAtWork || clock.now() - begun > REMOVED_WITHIN) return found;
    await clock.sleep(pause, context.signal);
  }
}

async function findVersion(
  context: RemoveContext,
  session: AzureSession,
  { subscription, resourceGroup, gallery, definition, version }: VersionPlace,
): Promise<GalleryImageVersion | undefined> {
  const { galleryImageVersions } = session.compute(subscription);
  const call = { action: 'Reading the image version', what: `${definition} ${version}` };
  try {
    return await callManager(toAsk(context), call, (options) =>
      galleryImageVersions.get(resourceGroup, gallery, definition, version, options),
    );
  } catch (error) {
    if (classifyAzure(error instanceof Failure ? error.cause : error) === 'not-found') return undefined;
    throw error;
  }
}
