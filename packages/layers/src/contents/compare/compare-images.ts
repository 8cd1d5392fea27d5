import type { ArtifactContext, ImageFiles } from '@strata/sdk';
import type { Wants } from '../layer-contents';
import { type Subject, sameStack } from '../open';
import { compareEntries, type EntryChange } from './compare-entries';
import { type ListingWants, listImage } from './list-image';
import type { ImageEntries } from './merge-listings';

/** One of the two images. */
export interface ComparedImage {
  /** All that it shows. Empty for two images that are one and the same. */
  readonly entries: ImageEntries;
  /** Those of the wanted files that were read. */
  readonly files: ImageFiles;
}

export interface ImageComparison {
  readonly before: ComparedImage;
  readonly after: ComparedImage;
  readonly changes: readonly EntryChange[];
}

/** `mayKeep`: nothing secret. */
export interface ComparisonRequest extends ListingWants {
  readonly before: Subject;
  readonly after: Subject;
  /** Which files are wanted, now that it is known in what the images differ. */
  readonly choose: (difference: EntryDifference) => Wants;
}

/** What is known of two images before any file is read. */
export interface EntryDifference {
  readonly before: ImageEntries;
  readonly after: ImageEntries;
  readonly changes: readonly EntryChange[];
}

const nothing: ComparedImage = {
  entries: new Map(),
  files: { list: () => [], read: () => undefined },
};

/**
 * Tells two images apart without booting them. Images of the same layers are not read at all; what a layer of the store
 * lists is kept beside it, with small files that may be kept, so that a layer is listed once in its life; and of files only those are read that the caller wants
 * when it knows in what the images differ.
 *
 * @throws Failure LAY040 for disks, LAY041 for what is not there, and what reading a layer may find wrong
 */
export async function compareImages(
  context: ArtifactContext,
  { before, after, choose, ...wanted }: ComparisonRequest,
): Promise<ImageComparison> {
  if (sameStack(before, after)) return { before: nothing, after: nothing, changes: [] };
  const first = await listImage(context, before, wanted);
  const second = await listImage(context, after, wanted);
  const changes = compareEntries(first.entries, second.entries);
  const wants = choose({ before: first.entries, after: second.entries, changes });
  return {
    before: { entries: first.entries, files: await first.read(wants) },
    after: { entries: second.entries, files: await second.read(wants) },
    changes,
  };
}
