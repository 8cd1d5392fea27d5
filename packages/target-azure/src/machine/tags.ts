import type { Tags } from '@strata/sdk';
import type { Reach } from '../resources/reach';

/** Names of the tags that everything has which a build makes. Azure takes no colon in some services' tags. */
export const BUILD_TAG = 'strata-build-id';
export const IMAGE_TAG = 'strata-image';
export const BUILD_TAGS = [BUILD_TAG, IMAGE_TAG] as const;

/** Tags that say what an image is billed by, as in Packer. */
export const PLAN_TAGS = ['PlanInfo', 'PlanProduct', 'PlanPublisher', 'PlanPromotionCode'] as const;

/** The build's own tags, beside those of the template. */
export function getBuildTags({ build, image }: Pick<Reach, 'build' | 'image'>, tags: Tags = {}): Tags {
  return { ...tags, [BUILD_TAG]: build, [IMAGE_TAG]: image };
}
