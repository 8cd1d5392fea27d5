import type { ImageFacts, OpenImage } from '@strata/sdk';
import type { ImageContents } from './find-contents';

/** Forgotten with the images themselves. */
const known = new WeakMap<OpenImage, WeakMap<ImageFacts, Promise<ImageContents>>>();

/** Looks into the layers of an image once, however many post-processors of a build want to know. A failure is not kept. */
export function findOnce(
  openImage: OpenImage,
  image: ImageFacts,
  find: () => Promise<ImageContents>,
): Promise<ImageContents> {
  const images = known.get(openImage) ?? new WeakMap<ImageFacts, Promise<ImageContents>>();
  known.set(openImage, images);
  const before = images.get(image);
  if (before) return before;
  const finding = find();
  images.set(image, finding);
  finding.catch(() => images.delete(image));
  return finding;
}
