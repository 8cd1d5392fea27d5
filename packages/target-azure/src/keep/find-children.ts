import type { Desk } from '../publish/desk';
import type { FoundVersion } from '../publish/found-version';
import { tagNames } from '../publish/tags';

/**
 * Versions that others of the gallery stand on, by their ids in small letters: a phrase for each child. Strata says it by a
 * tag with what the parent is made of.
 */
export async function findChildren(desk: Desk): Promise<ReadonlyMap<string, readonly string[]>> {
  const definitions = [...(await desk.definitions()).keys()];
  const all = (await Promise.all(definitions.map((definition) => desk.versions(definition)))).flat();
  const found = new Map<string, readonly string[]>();
  for (const child of all)
    for (const parent of all.filter((one) => isParent(one, child))) {
      const id = parent.id.toLowerCase();
      found.set(id, [...(found.get(id) ?? []), `the version ${describe(child)} stands on it`]);
    }
  return found;
}

function isParent({ id, key }: FoundVersion, child: FoundVersion): boolean {
  const keys = child.tags[tagNames.parent]?.split(' ') ?? [];
  return key !== undefined && id !== child.id && keys.includes(key);
}

/** Definition and name: `webapp 1.0.2`. */
function describe({ id, name }: FoundVersion): string {
  return `${id.split('/').at(-3)} ${name}`;
}
