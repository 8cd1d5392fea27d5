import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import type { Tags } from '@strata/sdk';
import type { Reach } from '../resources/reach';

export { fillTags, joinTags, type Tags } from '@strata/sdk';

/** Names of the tags that everything has which a build makes. */
export const BUILD_TAG = 'strata:build-id';
export const IMAGE_TAG = 'strata:image';
/** What of a build something is, where it makes several of a kind: `intermediary`. */
export const PART_TAG = 'strata:part';

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
