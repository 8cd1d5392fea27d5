import type { ArtifactContext, OpenImage } from '@strata/sdk';
import type { ComparisonRequest, ImageComparison } from './compare/compare-images';
import type { GrowingImage, HistoryRequest } from './compare/list-history';

export type { Aspect, EntryChange } from './compare/compare-entries';
export type {
  ComparedImage,
  ComparisonRequest,
  EntryDifference,
  ImageComparison,
} from './compare/compare-images';
export { followLinks } from './compare/follow-links';
export type { GrowingImage, HistoryRequest } from './compare/list-history';
export type { ImageEntries, ImageEntry } from './compare/merge-listings';
export type { Subject } from './open';

/**
 * Looks into an artifact without booting it: layers of the store, a container engine's image, an archive of an image or
 * of files, a folder. What it takes is loaded when something is looked into.
 *
 * @throws Failure LAY040 for disks, which cannot be read yet; LAY041 for artifacts that have no files here
 */
export const openImage: OpenImage = (context, request) =>
  (require('./open') as typeof import('./open')).readImage(context, request);

/** As `compareImages` below: what it takes is loaded when something is compared. */
export function compareImages(
  context: ArtifactContext,
  request: ComparisonRequest,
): Promise<ImageComparison> {
  return (require('./compare/compare-images') as typeof import('./compare/compare-images')).compareImages(
    context,
    request,
  );
}

/** An image as it grew, for who asks when something in it changed last. */
export function listHistory(context: ArtifactContext, request: HistoryRequest): Promise<GrowingImage> {
  return (require('./compare/list-history') as typeof import('./compare/list-history')).listHistory(
    context,
    request,
  );
}
