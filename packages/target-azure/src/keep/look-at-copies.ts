import { type KeepRules, type KeptImage, planKeeping } from '@strata/sdk/keep';
import type { FoundVersion } from '../publish/found-version';
import { getCopyTag, readOwnRegions } from '../publish/own-regions';
import { foldRegion } from '../publish/wish';
import type { AzureDecision } from './decision';
import { type DefinitionView, findReferences } from './find-references';
import type { ImageUser } from './image-users';
import type { AzureKeepRequest } from './request';

export interface CopyView extends DefinitionView {
  /** Versions that stay, of those that the destination published. */
  readonly kept: readonly FoundVersion[];
  readonly image: string;
}

/**
 * Decides what becomes of the copies that a destination has given up: where it brought a version that stays, and does not want
 * any any more. Regions that others added are theirs.
 */
export function lookAtCopies(
  { destination, rules: { quarantine } }: AzureKeepRequest,
  view: CopyView,
  { users, now }: { readonly users: readonly ImageUser[]; readonly now: number },
): readonly AzureDecision[] {
  const wanted = new Set(destination.regions.map(({ name }) => name));
  const copies = view.kept
    .filter(({ state }) => state === 'ready')
    .flatMap((found) => listCopies(found, wanted).map((region) => ({ found, region })));
  const subjects = new Map(copies.map((copy) => [toKept(copy, view), copy]));
  const references = (image: KeptImage) => {
    const { place, id } = image;
    if (wanted.has(place)) return ['the destination has this region'];
    const there = users.filter(({ region }) => region === place);
    const versions = view.versions.filter(({ regions }) => regions.some(({ name }) => name === place));
    return findReferences({ ...view, versions }, there).get(id.toLowerCase()) ?? [];
  };
  const rules: KeepRules = { newest: undefined, youngerThan: undefined, quarantine };
  return planKeeping([...subjects.keys()], { rules, references, now }).flatMap((decision) => {
    const subject = subjects.get(decision.image);
    if (!subject) return [];
    const { definition } = view;
    const isGivenUp = decision.act === 'quarantine';
    const reason = isGivenUp
      ? 'the destination gave this region up, and nobody there uses it'
      : decision.reason;
    return [{ ...decision, reason, subject: { kind: 'copy', definition, ...subject } as const }];
  });
}

/** Regions of a version that are not wanted, or were not at some time. That of the version itself is never left. */
function listCopies({ tags, regions, raw }: FoundVersion, wanted: ReadonlySet<string>): readonly string[] {
  const own = new Set(readOwnRegions(tags));
  return regions
    .map(({ name }) => name)
    .filter((name) => name !== foldRegion(raw.location) && own.has(name))
    .filter((name) => !wanted.has(name) || tags[getCopyTag(name)] !== undefined);
}

function toKept(
  { found, region }: { readonly found: FoundVersion; readonly region: string },
  { definition, image }: CopyView,
): KeptImage {
  const since = Date.parse(found.tags[getCopyTag(region)] ?? '');
  const isAside = !Number.isNaN(since);
  const mayLeave = found.raw.safetyProfile?.allowDeletionOfReplicatedLocations === true;
  return {
    ...{ place: region, id: found.id, image, created: found.published ?? Number.NaN },
    name: `copy of ${definition} ${found.name}`,
    state: isAside ? 'disabled' : 'available',
    quarantined: isAside ? since : undefined,
    held: mayLeave ? undefined : 'Azure lets nobody take it out of a region',
  };
}
