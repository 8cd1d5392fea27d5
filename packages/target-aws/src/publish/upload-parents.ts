import { findBlockMap, type MapFolder, type ParentSnapshot } from '../snapshot';
import type { FoundImage } from './found-image';
import { tagNames } from './tags';
import type { RegionWish } from './wish';

/** Versions of the same image that are looked at, the youngest first. */
const mostVersions = 3;

/**
 * Snapshots that the one of an image may begin as: those of its parents and of its own last versions, where they are encrypted
 * alike and it is known here what is on them. AWS cannot be asked for that without reading all of it.
 */
export async function findUploadParents(
  maps: MapFolder,
  {
    wish,
    images,
    parents,
  }: {
    readonly wish: RegionWish;
    readonly images: readonly FoundImage[];
    readonly parents: readonly string[];
  },
): Promise<readonly ParentSnapshot[]> {
  const fitting = images.filter(
    ({ state, tags, snapshots }) =>
      state === 'available' && tags[tagNames.encryption] === wish.encryption && snapshots.length === 1,
  );
  const versions = fitting
    .filter(({ image }) => image === wish.tags[tagNames.image])
    .sort((a, b) => b.created - a.created)
    .slice(0, mostVersions);
  const candidates = [...fitting.filter(({ id }) => parents.includes(id)), ...versions];
  const found = candidates.map(async ({ tags, snapshots }) => {
    const map = await findBlockMap(maps, tags[tagNames.disk] ?? '');
    return map && snapshots[0] !== undefined ? [{ snapshotId: snapshots[0], map }] : [];
  });
  return (await Promise.all(found)).flat();
}
