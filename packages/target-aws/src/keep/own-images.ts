import type { KeptImage } from '@strata/sdk/keep';
import { tagNames } from '../publish/tags';
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
      if (image === undefined || !names.has(image)) return false;
      return (tags[tagNames.build] ?? '').startsWith(getBuildStart(destination.name, image));
    })
    .map((found) => ({ found, kept: toKept(found, region, destination.isProtected) }));
}

/** How the tag of all publications of an image by a destination begins. */
export function getBuildStart(destination: string, image: string): string {
  return `publish.${destination}.${image}.`;
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
