import { getVersionKey, type ImageContent, shortenKey } from './keys';
import type { AzureDestination, TargetRegion, VersionRule } from './settings';
import { type Tags, tagNames } from './tags';

/** What is to be in the gallery. */
export interface VersionWish {
  readonly image: string;
  /** Name of its definition. */
  readonly definition: string;
  readonly key: string;
  readonly tags: Tags;
  readonly rule: VersionRule;
  /** The location first. */
  readonly regions: readonly TargetRegion[];
  readonly isExcludedFromLatest: boolean;
  /** Milliseconds from its making. */
  readonly endOfLifeAfter: number | undefined;
  /** Whether Azure is to delete it at its end of life at the earliest. */
  readonly isProtected: boolean;
}

export function getWish(
  destination: AzureDestination,
  { image, content }: { readonly image: string; readonly content: ImageContent },
): VersionWish {
  const key = getVersionKey(content, destination.definition);
  const { definitionName, versionRule, versionRules } = destination;
  const { regions, isExcludedFromLatest, endOfLifeAfter, isProtected } = destination;
  return {
    ...{ image, key, regions, isExcludedFromLatest, endOfLifeAfter, isProtected },
    definition: fill(definitionName, image),
    rule: (Object.hasOwn(versionRules, image) ? versionRules[image] : undefined) ?? versionRule,
    tags: {
      ...destination.tags,
      [tagNames.image]: image,
      [tagNames.key]: key,
      [tagNames.build]: `publish.${destination.name}.${image}.${shortenKey(key)}`,
    },
  };
}

export function fill(template: string, image: string): string {
  return template.replaceAll('{image}', image);
}

/** Both spellings of a region are one: `West Europe` and `westeurope`. */
export function foldRegion(name: string): string {
  return name.replaceAll(' ', '').toLowerCase();
}
