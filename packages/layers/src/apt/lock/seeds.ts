import type { PackageEntry } from '../index/packages';

/** How much of a distribution a base starts with; the words are mmdebstrap's. */
export const variants = ['essential', 'apt', 'minbase', 'important', 'standard'] as const;

export type Variant = (typeof variants)[number];

/** Priorities that a variant takes in, beside the essential packages. */
const priorities: Readonly<Record<Variant, readonly string[]>> = {
  essential: [],
  apt: [],
  minbase: ['required'],
  important: ['required', 'important'],
  standard: ['required', 'important', 'standard'],
};

/**
 * Releases of a certain age (bookworm, jammy, noble) want a merged /usr by `usrmerge | usr-is-merged`, and apt takes the
 * first: a program that would bring Perl along, 50 MB, to move folders that a new base has never had apart.
 */
export const mergedUsrPackage = 'usr-is-merged';

/** Names that a variant installs by itself, of all packages of the release. Sorted, each once. */
export function getSeeds(variant: Variant, entries: Iterable<PackageEntry>): readonly string[] {
  const names = new Set<string>(variant === 'essential' ? [] : ['apt']);
  const usr = new Set<string>();
  for (const entry of entries) {
    if (entry.essential || priorities[variant].includes(entry.priority)) names.add(entry.name);
    if (entry.name === 'usrmerge' || entry.name === mergedUsrPackage) usr.add(entry.name);
  }
  if (usr.size === 2) names.add(mergedUsrPackage);
  return [...names].sort();
}
