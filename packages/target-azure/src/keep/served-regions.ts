import type { FoundVersion } from '../publish/found-version';
import { foldRegion } from '../publish/wish';

/** Regions that a version did not get to, as far as Azure tells of each. */
export function getFailedRegions({ raw }: FoundVersion): readonly string[] {
  return (raw.replicationStatus?.summary ?? [])
    .filter(({ state }) => state === 'Failed')
    .map(({ region = '' }) => foldRegion(region));
}

/**
 * A version as machines have it. One that failed in some regions is one like any other in those that have it, and is nobody's
 * where no region has it. Of one that Azure tells nothing more about, all regions may have it.
 */
export function asServed(found: FoundVersion): FoundVersion {
  const { state, raw } = found;
  if (state !== 'failed') return found;
  const failed = getFailedRegions(found);
  const regions = found.regions.filter(({ name }) => !failed.includes(name));
  const isServed = raw.replicationStatus === undefined || regions.length > 0;
  return { ...found, regions, state: isServed ? 'ready' : 'failed' };
}
