import { tagNames } from '../../publish/tags';
import type { AccountImage } from '../account-image';
import type { Reference } from './reference';

/**
 * Images that stand on others of the same region. AWS knows it of those that were made from a machine; Strata says it of
 * those that it uploads by a tag with the digest of their parent's disk.
 */
export function listChildren(images: readonly AccountImage[]): readonly Reference[] {
  const byDisk = new Map<string, AccountImage[]>();
  for (const each of images) {
    const disk = each.tags[tagNames.disk];
    if (disk !== undefined) byDisk.set(disk, [...(byDisk.get(disk) ?? []), each]);
  }
  const byId = new Map(images.map((image) => [image.id, image]));
  return images.flatMap((child) => {
    const disks = (child.tags[tagNames.parent] ?? '').split(' ');
    const parents = [byId.get(child.source ?? ''), ...disks.flatMap((disk) => byDisk.get(disk) ?? [])];
    const how = `the image ${child.name} (${child.id}) stands on it`;
    return parents.flatMap((parent) =>
      parent === undefined || isSame(parent, child) ? [] : [{ image: parent.id, how }],
    );
  });
}

/** Copies of one publication do not stand on each other. */
function isSame(a: AccountImage, b: AccountImage): boolean {
  return a.id === b.id || (a.image !== undefined && a.image === b.image && a.key === b.key);
}
