import { isMarkedBuild } from '@strata/sdk';
import type { FoundVersion } from './found-version';
import { getCopyTag } from './own-regions';
import { tagNames } from './tags';
import type { VersionWish } from './wish';

/** What is known of the gallery where an image is concerned. */
export interface GalleryView {
  readonly hasDefinition: boolean;
  readonly versions: readonly FoundVersion[];
}

/** Something of a version that is not as it should be. */
export type Difference =
  | 'regions'
  | 'tags'
  | 'end of life'
  /** It was made by a publication that has not handed it over. */
  | 'hand-over'
  | 'latest';

/** What is to be done. */
export interface VersionPlan {
  readonly wish: VersionWish;
  readonly hasDefinition: boolean;
  /** The version, when it is there. */
  readonly found: FoundVersion | undefined;
  /** `wait` for one that Azure is at work on; `retry` for one that failed in some region. */
  readonly making: 'none' | 'make' | 'wait' | 'retry';
  readonly differences: readonly Difference[];
}

/** Compares what is to be in the gallery with what is there. */
export function planVersion(wish: VersionWish, { hasDefinition, versions }: GalleryView): VersionPlan {
  const found = findVersion(wish, versions);
  const making = getMaking(found);
  return {
    ...{ wish, hasDefinition, found, making },
    differences: found && making === 'none' ? getDifferences(wish, found) : [],
  };
}

const order: readonly FoundVersion['state'][] = ['ready', 'working', 'failed'];

/** Of two with the same content, as after a race of two publications, the better and then the older one counts. */
export function findVersion(
  { key, image }: VersionWish,
  versions: readonly FoundVersion[],
): FoundVersion | undefined {
  return versions
    .filter((each) => each.key === key && each.image === image)
    .sort(
      (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.published ?? 0) - (b.published ?? 0),
    )[0];
}

function getMaking(found: FoundVersion | undefined): VersionPlan['making'] {
  if (!found) return 'make';
  if (found.state === 'working') return 'wait';
  return found.state === 'failed' ? 'retry' : 'none';
}

/** Tags that a version has from its making on, or else not at all. */
const bornWith: readonly string[] = [tagNames.build];

/** What of a version is to be set right. Regions and tags of others stay. */
export function getDifferences(wish: VersionWish, found: FoundVersion): readonly Difference[] {
  const differences: Difference[] = [];
  if (wish.regions.some((region) => !isIn(region, found))) differences.push('regions');
  const marks = [tagNames.quarantined, ...wish.regions.map(({ name }) => getCopyTag(name))];
  const isAside = marks.some((name) => found.tags[name] !== undefined);
  const isTagged = Object.entries(wish.tags).every(
    ([name, value]) => bornWith.includes(name) || found.tags[name] === value,
  );
  if (isAside || !isTagged) differences.push('tags');
  if (!isSameDay(getEndOfLife(wish, found.published), found.endOfLife)) differences.push('end of life');
  if (isMarkedBuild(found.tags[tagNames.build] ?? '')) differences.push('hand-over');
  if (wish.isExcludedFromLatest !== found.isExcludedFromLatest) differences.push('latest');
  return differences;
}

function isIn({ name, replicas }: VersionWish['regions'][number], { regions }: FoundVersion): boolean {
  return regions.some((region) => region.name === name && region.replicas === replicas);
}

/** Milliseconds since the epoch. @param published when it was made */
export function getEndOfLife(
  { endOfLifeAfter }: Pick<VersionWish, 'endOfLifeAfter'>,
  published: number | undefined,
): number | undefined {
  return endOfLifeAfter === undefined || published === undefined ? undefined : published + endOfLifeAfter;
}

const day = 24 * 3_600_000;

/** Azure says when it made the version, a while after it was asked; one that is not wanted any more stays. */
function isSameDay(wanted: number | undefined, there: number | undefined): boolean {
  return wanted === undefined || (there !== undefined && Math.abs(wanted - there) < day);
}
