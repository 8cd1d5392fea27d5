import type { GalleryImageVersion } from '@azure/arm-compute';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { foldRegion, type VersionWish } from './wish';

/** Says which regions a version did not get to. @throws Failure AZU080, a diagnostic for each */
export function assertReplicated(
  { name, replicationStatus }: GalleryImageVersion,
  { definition, regions }: VersionWish,
): void {
  const failed = (replicationStatus?.summary ?? []).filter(({ state }) => state === 'Failed');
  if (failed.length === 0) return;
  const others = regions
    .map((region) => foldRegion(region.name))
    .filter((region) => !failed.some((each) => foldRegion(each.region ?? '') === region));
  const there = others.length > 0 ? ` It is in ${others.join(', ')}.` : '';
  throw new Failure(
    failed.map(({ region = '', details = '' }) =>
      problem('AZU080', {
        detail: `The version ${name} of ${definition} did not get to ${foldRegion(region)}: ${details.replace(/\.$/, '') || 'Azure does not say why'}.${there}`,
        hint: 'Publish again: it is tried there alone. Nobody who asks for the latest version gets it before it is everywhere.',
      }),
    ),
  );
}

/** Regions that do not have a version yet; all that are wanted where Azure tells of none. */
export function listWaiting(
  { replicationStatus }: GalleryImageVersion,
  { regions }: VersionWish,
): readonly string[] {
  const waiting = (replicationStatus?.summary ?? []).filter(({ state }) => state !== 'Completed');
  const named = waiting.map(({ region = '' }) => foldRegion(region));
  return named.length > 0 ? named : regions.map((region) => foldRegion(region.name));
}
