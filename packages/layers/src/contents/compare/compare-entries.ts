import type { ImageEntries, ImageEntry } from './merge-listings';

/** In what a path differs. Times do not count: they say when something was made, and not what it is. */
export type Aspect = 'type' | 'content' | 'target' | 'mode' | 'owner' | 'capability' | 'attributes';

export interface EntryChange {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Of what changed, in this order; empty for others. */
  readonly aspects: readonly Aspect[];
  readonly before?: ImageEntry;
  readonly after?: ImageEntry;
}

/** Where Linux keeps the capabilities of a program. Source: capabilities(7). */
const capability = 'security.capability';

/** What differs between two images, in the order of the paths. */
export function compareEntries(before: ImageEntries, after: ImageEntries): readonly EntryChange[] {
  const changes: EntryChange[] = [];
  for (const [path, entry] of before) {
    const now = after.get(path);
    if (now === undefined) changes.push({ path, kind: 'removed', aspects: [], before: entry });
    else {
      const aspects = findAspects(entry, now);
      if (aspects.length > 0) changes.push({ path, kind: 'changed', aspects, before: entry, after: now });
    }
  }
  for (const [path, entry] of after)
    if (!before.has(path)) changes.push({ path, kind: 'added', aspects: [], after: entry });
  // The root folder is there whether an archive names it or not.
  const named = changes.filter(({ path, kind }) => path !== '' || kind === 'changed');
  return named.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function findAspects(a: ImageEntry, b: ImageEntry): readonly Aspect[] {
  // One layer's own entry, or one that another layer wrote again as it was.
  if (a === b) return [];
  if (a.type !== b.type) return ['type'];
  const differs: Readonly<Record<Exclude<Aspect, 'type'>, boolean>> = {
    content: a.digest !== b.digest || a.size !== b.size,
    target: a.target !== b.target,
    // Nobody asks for the rights of a symlink, and archives do not agree about them.
    mode: a.type !== 'symlink' && a.mode !== b.mode,
    owner: a.uid !== b.uid || a.gid !== b.gid,
    capability: a.attributes?.[capability] !== b.attributes?.[capability],
    attributes: formatOthers(a) !== formatOthers(b),
  };
  return Object.entries(differs).flatMap(([aspect, isDifferent]) => (isDifferent ? [aspect as Aspect] : []));
}

/** Attributes are in the order of their names. */
function formatOthers({ attributes = {} }: ImageEntry): string {
  return JSON.stringify(Object.entries(attributes).filter(([name]) => name !== capability));
}
