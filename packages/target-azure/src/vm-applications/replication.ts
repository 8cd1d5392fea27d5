import type { GalleryApplicationVersion } from '@azure/arm-compute';
import type { Offer } from './application';
import { normalizeRegion } from './rules';

/** How far a version has come to the regions that it is meant for. */
export type Replication =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly reasons: readonly string[];
      /** Whether regions have reasons of their own. */
      readonly isRegional: boolean;
    }
  /** `northeurope (40%), westus`. */
  | { readonly kind: 'under-way'; readonly shown: string };

/** Only regions that are wanted count: those that were taken away finish in their own time. */
export function findReplication(
  version: GalleryApplicationVersion | undefined,
  { regions }: Pick<Offer, 'regions'>,
): Replication {
  const states = new Map(
    (version?.replicationStatus?.summary ?? []).map((each) => [normalizeRegion(each.region ?? ''), each]),
  );
  const wanted = regions.map(({ name }) => ({ name, found: states.get(normalizeRegion(name)) }));
  const reasons = wanted.flatMap(({ name, found }) =>
    found?.state === 'Failed' ? [`no copy in ${name}: ${found.details ?? 'Azure gives no reason'}`] : [],
  );
  if (reasons.length > 0) return { kind: 'failed', reasons, isRegional: true };
  const missing = wanted.filter(({ found }) => found?.state !== 'Completed');
  if (version?.provisioningState === 'Failed') {
    const reason = 'Azure says that its publication failed, and gives no region';
    return { kind: 'failed', reasons: [reason], isRegional: false };
  }
  if (missing.length === 0 && version?.provisioningState === 'Succeeded') return { kind: 'done' };
  const shown = missing.map(({ name, found }) => (found?.progress ? `${name} (${found.progress}%)` : name));
  return { kind: 'under-way', shown: shown.length > 0 ? shown.join(', ') : 'the gallery' };
}
