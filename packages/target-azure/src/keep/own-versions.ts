import { isMarkedBuild } from '@strata/sdk';
import { formatDay, type KeptImage } from '@strata/sdk/keep';
import type { FoundVersion } from '../publish/found-version';
import { tagNames } from '../publish/tags';
import { fill } from '../publish/wish';
import type { AzureKeepRequest } from './request';
import { asServed } from './served-regions';

/** A version that a destination published: as rules see it, and as it is. */
export interface OwnVersion {
  readonly kept: KeptImage;
  readonly found: FoundVersion;
}

/** Those versions of an image's definition that the destination published. Nobody else's are ever touched. */
export function getOwnVersions(
  { destination }: Pick<AzureKeepRequest, 'destination'>,
  { image, versions }: { readonly image: string; readonly versions: readonly FoundVersion[] },
  now: number,
): readonly OwnVersion[] {
  const start = `publish.${destination.name}.${image}.`;
  return versions
    .filter((found) => found.image === image && getBuild(found).startsWith(start) && isHandedOver(found))
    .map((found) => ({
      found,
      kept: {
        ...{ place: destination.gallery, id: found.id, image },
        name: `${fill(destination.definitionName, image)} ${found.name}`,
        // Without a day of its making its age is not known, and it stays.
        created: found.published ?? Number.NaN,
        state: getState(found, destination.isExcludedFromLatest),
        quarantined: getQuarantined(found),
        held: getHeld(found, now),
      },
    }));
}

function getBuild({ tags: { [tagNames.build]: build = '' } }: FoundVersion): string {
  return build;
}

/** What a publication has not handed over is its own; but for one that failed, which nobody may ever go on with. */
function isHandedOver(found: FoundVersion): boolean {
  return !isMarkedBuild(getBuild(found)) || found.state === 'failed';
}

/** When a version was put aside, in milliseconds since the epoch. What a person made of the day does not count as one. */
export function getQuarantined({ tags }: FoundVersion): number | undefined {
  const time = Date.parse(tags[tagNames.quarantined] ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** One that is kept from the latest where its destination does not want that was taken out by somebody, or is not out yet. */
function getState(given: FoundVersion, isUsuallyExcluded: boolean): KeptImage['state'] {
  const found = asServed(given);
  if (found.state === 'working') return 'pending';
  // One that was never handed over was never anybody's latest, wherever it is.
  if (found.state === 'failed' || isMarkedBuild(getBuild(found))) return 'failed';
  const isAside = isUsuallyExcluded ? getQuarantined(found) !== undefined : true;
  return found.isExcludedFromLatest && isAside ? 'disabled' : 'available';
}

function getHeld({ raw, endOfLife }: FoundVersion, now: number): string | undefined {
  if (!raw.safetyProfile?.blockDeletionBeforeEndOfLife) return undefined;
  if (endOfLife === undefined) return 'Azure lets nobody delete it before its end of life, and it has none';
  if (endOfLife <= now) return undefined;
  return `Azure lets nobody delete it before its end of life on ${formatDay(endOfLife)}`;
}
