import { isMarkedBuild } from '@strata/sdk';
import type { KeptImage } from '@strata/sdk/keep';
import { type Tags, tagNames } from '../publish/tags';
import type { AccountImage } from './account-image';
import type { AwsKeepRequest } from './request';

/** An image that a destination published: as rules see it, and as it is. */
export interface OwnImage {
  readonly kept: KeptImage;
  readonly found: AccountImage;
}

/** Those images that the destination published, of the names that are asked for. Nobody else's are ever touched. */
export function getOwnImages(
  { destination, images: names }: Pick<AwsKeepRequest, 'destination' | 'images'>,
  region: string,
  images: readonly AccountImage[],
): readonly OwnImage[] {
  return images
    .filter(({ image, tags }) => {
      return image !== undefined && names.has(image) && isPublishedBy(destination.name, image, tags);
    })
    .map((found) => ({ found, kept: toKept(found, region, destination.isProtected) }));
}

/** Whether tags are those of a publication of an image by a destination, which came to its end. */
export function isPublishedBy(destination: string, image: string, tags: Tags): boolean {
  const build = tags[tagNames.build] ?? '';
  return build.startsWith(`publish.${destination}.${image}.`) && !isMarkedBuild(build);
}

function toKept(found: AccountImage, region: string, isUsuallyProtected: boolean): KeptImage {
  const { id, name, image = '', created, state } = found;
  const isHeld = found.isProtected && !isUsuallyProtected;
  return {
    ...{ place: region, id, name, image, created, state },
    quarantined: readDate(found.tags[tagNames.quarantined]),
    held: isHeld ? 'somebody protected it from deregistration' : undefined,
  };
}

/** What a person made of the date does not count as one. */
export function readDate(text: string | undefined): number | undefined {
  const date = Date.parse(text ?? '');
  return Number.isNaN(date) ? undefined : date;
}
