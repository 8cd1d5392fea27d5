import type { FoundImage } from './found-image';

/** What was looked up serves every image of a run: each list is gone through once, and not once for each of them. */
const indexes = new WeakMap<readonly FoundImage[], ReadonlyMap<string, readonly FoundImage[]>>();

/** Images of a list that have a key. */
export function getByKey(images: readonly FoundImage[], key: string): readonly FoundImage[] {
  const index = indexes.get(images) ?? makeIndex(images);
  indexes.set(images, index);
  return index.get(key) ?? [];
}

function makeIndex(images: readonly FoundImage[]): ReadonlyMap<string, readonly FoundImage[]> {
  const index = new Map<string, FoundImage[]>();
  for (const image of images) {
    const { key } = image;
    if (key === undefined) continue;
    const same = index.get(key);
    if (same) same.push(image);
    else index.set(key, [image]);
  }
  return index;
}
