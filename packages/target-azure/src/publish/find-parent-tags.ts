import type { Desk } from './desk';
import type { MakeRequest } from './request';
import { type Tags, tagNames } from './tags';

/** A tag has room for no more keys. */
const mostParents = 3;

/** Says which versions an image stands on, by what those are made of: they may be made again under other names. */
export async function findParentTags({
  desk,
  parents,
}: Pick<MakeRequest, 'parents'> & { readonly desk: Pick<Desk, 'versions'> }): Promise<Tags> {
  const found = await Promise.all(
    parents.map(async ({ definition, version }) => {
      const versions = await desk.versions(definition);
      return versions.find(({ name }) => name === version)?.key ?? [];
    }),
  );
  const keys = [...new Set(found.flat())].sort().slice(0, mostParents);
  return keys.length > 0 ? { [tagNames.parent]: keys.join(' ') } : {};
}
