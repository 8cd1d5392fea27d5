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

/** Names that a variant installs by itself, of all packages of the release. Sorted, each once. */
export function getSeeds(variant: Variant, entries: Iterable<PackageEntry>): readonly string[] {
  const names = new Set<string>(variant === 'essential' ? [] : ['apt']);
  for (const entry of entries) {
    if (entry.essential || priorities[variant].includes(entry.priority)) names.add(entry.name);
  }
  return [...names].sort();
}
