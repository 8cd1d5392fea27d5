import type { ImageFiles, PostProcessContext } from '@strata/sdk';
import type { Wants } from '../layer-contents';
import { type Subject, sameStack } from '../open';
import { compareEntries, type EntryChange } from './compare-entries';
import { listImage } from './list-image';
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

export interface ComparisonRequest {
  readonly before: Subject;
  readonly after: Subject;
  /** Files that are read where the images differ in them. */
  readonly wants: Wants;
  /** Files that say something together: where one of a group differs, all of it are read. */
  readonly groups: readonly Wants[];
}

const nothing: ComparedImage = {
  entries: new Map(),
  files: { list: () => [], read: () => undefined },
};

/**
 * Tells two images apart without booting them. Images of the same layers are not read at all; what a layer of the store
 * lists is kept beside it, so that a layer that both have is read once in its life; and of files only those that differ are
 * read.
 *
 * @throws Failure LAY040 for disks, LAY041 for what is not there, and what reading a layer may find wrong
 */
export async function compareImages(
  context: PostProcessContext,
  { before, after, wants, groups }: ComparisonRequest,
): Promise<ImageComparison> {
  if (sameStack(before, after)) return { before: nothing, after: nothing, changes: [] };
  const wantsAny = (path: string) => wants(path) || groups.some((group) => group(path));
  const first = await listImage(context, before, wantsAny);
  const second = await listImage(context, after, wantsAny);
  const changes = compareEntries(first.entries, second.entries);
  const changed = new Set(changes.map(({ path }) => path));
  const told = groups.filter((group) => [...changed].some(group));
  const needs = (path: string) => (wants(path) && changed.has(path)) || told.some((group) => group(path));
  return {
    before: { entries: first.entries, files: await first.read(needs) },
    after: { entries: second.entries, files: await second.read(needs) },
    changes,
  };
}
