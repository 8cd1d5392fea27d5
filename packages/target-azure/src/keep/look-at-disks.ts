import { type KeptImage, planKeeping } from '@strata/sdk/keep';
import type { AzureContext } from '../publish/context';
import type { Desk } from '../publish/desk';
import { metadataNames } from '../vhd';
import type { AzureDecision } from './decision';
import type { ShelvedDisk } from './disk-shelf';
import type { AzureKeepRequest } from './request';

/**
 * Decides what becomes of the disks in the account. A disk stays for every version that was made from it, for every disk of such
 * a version that began as a copy of it, and as the last one of its image, which the next one begins as. Changes nothing.
 */
export async function lookAtDisks(
  { clock }: AzureContext,
  request: AzureKeepRequest,
  desk: Desk,
): Promise<readonly AzureDecision[]> {
  const { shelf, images, rules } = request;
  if (!shelf) return [];
  const disks = (await shelf.list()).filter((disk) => isOwn(request, disk));
  const references = await findReferences(desk, disks);
  const own = disks.filter(({ metadata }) => images.has(metadata[metadataNames.image] ?? ''));
  const byName = new Map(own.map((disk) => [disk.name, disk]));
  const kept = own.map((disk) => toKept(disk, shelf.place));
  const facts = {
    rules: { ...rules, newest: 1 },
    references: ({ id }: KeptImage) => references.get(id) ?? [],
    now: clock.now(),
  };
  return planKeeping(kept, facts).flatMap((decision) => {
    const disk = byName.get(decision.image.id);
    return disk ? [{ ...decision, subject: { kind: 'disk', disk } as const }] : [];
  });
}

/** Whether a publication of this destination made it. Nobody else's are ever touched. */
function isOwn({ destination }: AzureKeepRequest, { name, metadata }: ShelvedDisk): boolean {
  const start = `publish.${destination.name}.${metadata[metadataNames.image]}.`;
  const isNamed = name.endsWith(`/${metadata[metadataNames.key]}.vhd`);
  return isNamed && (metadata[metadataNames.build] ?? '').startsWith(start);
}

/** What keeps which disk, by its name: a phrase each. */
async function findReferences(
  desk: Desk,
  disks: readonly ShelvedDisk[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  const add = (name: string, phrase: string) => found.set(name, [...(found.get(name) ?? []), phrase]);
  for (const { name, metadata } of disks) {
    const definition = name.slice(0, name.lastIndexOf('/'));
    const made = (await desk.versions(definition)).filter(
      ({ key, raw }) =>
        key === metadata[metadataNames.key] ||
        raw.storageProfile?.osDiskImage?.source?.uri?.endsWith(`/${name}`),
    );
    for (const version of made) add(name, `${definition} ${version.name} was made from it`);
    const parent = metadata[metadataNames.parent];
    if (parent !== undefined && made.length > 0)
      add(parent, `the disk of ${definition} ${made[0]?.name} began as a copy of it`);
  }
  return found;
}

function toKept(disk: ShelvedDisk, place: string): KeptImage {
  const { name, metadata, made, isLeased } = disk;
  const image = metadata[metadataNames.image] ?? '';
  const since = Date.parse(metadata[metadataNames.quarantined] ?? '');
  return {
    ...{ place, id: name, image, created: made },
    name: `disk of ${image}`,
    state: getState(disk),
    quarantined: Number.isNaN(since) ? undefined : since,
    held: isLeased ? 'somebody holds a lease on it' : undefined,
  };
}

/** One that is not whole is an upload that was broken off, or one that is under way: nobody knows but by its age. */
function getState({ isWhole, isCopying, metadata }: ShelvedDisk): KeptImage['state'] {
  if (isCopying) return 'pending';
  if (!isWhole) return 'failed';
  return metadata[metadataNames.quarantined] === undefined ? 'available' : 'disabled';
}
