import type { ArtifactContext } from '@strata/sdk';
import type { Wants } from '../layer-contents';
import { readLayers, type Subject } from '../open';
import type { ComparedImage } from './compare-images';
import { createContentReader, createListingReader, findMissing, makeFiles } from './list-image';
import { mergeListings } from './merge-listings';

/** An image as it grew, layer by layer. */
export interface GrowingImage {
  /** Layers. */
  readonly count: number;
  /** The image with so many of its layers alone, base first; 0 is nothing. */
  upTo(count: number): ComparedImage;
}

export interface HistoryRequest {
  readonly subject: Subject;
  /** Files whose content is needed; names, rights and digests are there of all. */
  readonly wants: Wants;
  /** Files whose content may stay beside their layers for the next time: nothing secret. */
  readonly mayKeep: Wants;
}

/**
 * Reads what every layer of an image says, so that it can be told when something in it changed last.
 */
export async function listHistory(
  context: ArtifactContext,
  { subject, wants, mayKeep }: HistoryRequest,
): Promise<GrowingImage> {
  const reader = createListingReader(context, {
    mayWant: (path) => wants(path) || mayKeep(path),
    mayKeep,
  });
  const layers = await readLayers(context, subject, reader);
  const listings = layers.map(({ listing }) => listing);
  const stacks = [...layers.keys(), layers.length].map((count) => {
    const entries = mergeListings(listings.slice(0, count));
    const needed = new Map([...entries].filter(([path, { type }]) => type === 'file' && wants(path)));
    return { entries, needed };
  });
  const missing = findMissing(
    stacks.flatMap(({ needed }) => [...needed.values()]),
    layers,
  );
  const more = missing.size === 0 ? [] : await readLayers(context, subject, createContentReader(missing));
  const images = stacks.map(({ entries, needed }) => ({
    entries,
    files: makeFiles(
      entries,
      needed,
      ({ layer, source }) => layers[layer]?.contents.get(source) ?? more[layer]?.contents.get(source),
    ),
  }));
  return { count: layers.length, upTo: (count) => images[count] ?? nothing };
}

const nothing: ComparedImage = { entries: new Map(), files: { list: () => [], read: () => undefined } };
