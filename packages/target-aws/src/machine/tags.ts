import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { fillPlaceholders } from '@strata/sdk';
import type { Reach } from '../resources/reach';

export type Tags = Readonly<Record<string, string>>;

/** Names of the tags that everything has which a build makes. */
export const BUILD_TAG = 'strata:build-id';
export const IMAGE_TAG = 'strata:image';
/** What of a build something is, where it makes several of a kind: `intermediary`. */
export const PART_TAG = 'strata:part';

/** What a template says about tags: a map, and blocks for single ones, which win. */
export function joinTags(
  map: Tags | undefined,
  blocks: readonly { readonly key?: string; readonly name?: string; readonly value: string }[] = [],
): Tags {
  return { ...map, ...Object.fromEntries(blocks.map(({ key, name, value }) => [key ?? name ?? '', value])) };
}

/** Fills in what is known when the machine runs: `{{.SourceAMI}}` in names and values. */
export function fillTags(tags: Tags, values: Readonly<Record<string, string>>): Tags {
  const fill = (text: string) => fillPlaceholders(text, values);
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [fill(key), fill(value)]));
}

/** The build's own tags, beside those of the template. */
export function getBuildTags({ build, image }: Pick<Reach, 'build' | 'image'>, tags: Tags = {}): Tags {
  return { ...tags, [BUILD_TAG]: build, [IMAGE_TAG]: image };
}

export function toAwsTags(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags for what a request makes, kind by kind. */
export function specifyTags(kinds: Readonly<Record<string, Tags>>): TagSpecification[] {
  return Object.entries(kinds).map(([kind, tags]) => ({
    ResourceType: kind as NonNullable<TagSpecification['ResourceType']>,
    Tags: toAwsTags(tags),
  }));
}
