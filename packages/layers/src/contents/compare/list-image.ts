import type { ArtifactContext, ImageFiles } from '@strata/sdk';
import { getLayout, getListingPath } from '../../store/layout';
import type { TarStream } from '../../tar';
import { readLayerContents, type Wants } from '../layer-contents';
import type { LayerReader } from '../layer-reader';
import { keepListing, readKeptListing } from '../listing/keep';
import { listFolder } from '../listing/list-folder';
import { type ListedLayer, listLayer } from '../listing/list-layer';
import type { ListedEntry } from '../listing/listing';
import { readLayers, type Subject } from '../open';
import { followLinks } from './follow-links';
import { type ImageEntries, type ImageEntry, mergeListings } from './merge-listings';

/** An image whose layers were listed. */
export interface ListedImage {
  readonly entries: ImageEntries;
  /** The content of files; what was not read along with the listing is read now. */
  read(needs: Wants): Promise<ImageFiles>;
}

/** Content that is taken along while a layer is listed. */
export interface ListingWants {
  /** Files that may be wanted: kept in memory. */
  readonly mayWant: Wants;
  /** Those of them that may stay beside the layer for the next time. */
  readonly mayKeep: Wants;
}

/** Lists an image, each layer in one pass. */
export async function listImage(
  context: ArtifactContext,
  subject: Subject,
  wants: ListingWants,
): Promise<ListedImage> {
  const layers = await readLayers(context, subject, createListingReader(context, wants));
  const entries = mergeListings(layers.map(({ listing }) => listing));
  return {
    entries,
    read: async (needs) => {
      const needed = new Map([...entries].filter(([path, { type }]) => type === 'file' && needs(path)));
      const missing = findMissing(needed.values(), layers);
      const more = missing.size === 0 ? [] : await readLayers(context, subject, createContentReader(missing));
      const find = ({ layer, source }: ImageEntry) =>
        layers[layer]?.contents.get(source) ?? more[layer]?.contents.get(source);
      return makeFiles(entries, needed, find);
    },
  };
}

export function createListingReader(
  { ports, places }: ArtifactContext,
  { mayWant, mayKeep }: ListingWants,
): LayerReader<ListedLayer> {
  return {
    readTar: async (open, { diffId }) => {
      if (diffId === undefined) return listLayer(open(), mayWant);
      const path = getListingPath(getLayout(places.store), diffId);
      const kept = await readKeptListing(ports.files, path);
      if (kept) return kept;
      const listed = await listLayer(open(), mayWant);
      await keepListing(ports.files, path, { ...listed, mayKeep });
      return listed;
    },
    readFolder: (directory) => listFolder(directory, mayWant),
    has: hasAtTop,
  };
}

/** Names of content that is needed and was not read, by layer. */
type Missing = ReadonlyMap<number, ReadonlySet<string>>;

export function findMissing(needed: Iterable<ImageEntry>, layers: readonly ListedLayer[]): Missing {
  const missing = new Map<number, Set<string>>();
  for (const { layer, source } of needed) {
    if (layers[layer]?.contents.has(source)) continue;
    missing.set(layer, (missing.get(layer) ?? new Set()).add(source));
  }
  return missing;
}

const nothing: ListedLayer = { listing: { removed: [], opaque: [], entries: [] }, contents: new Map() };

/** Reads the layers alone that hold something that is missing. */
export function createContentReader(missing: Missing): LayerReader<ListedLayer> {
  return {
    readTar: async (open, { index, isOuter }) => {
      const names = missing.get(index);
      return names || isOuter ? readNamed(open, names ?? new Set()) : nothing;
    },
    readFolder: (directory) => listFolder(directory, (path) => missing.get(0)?.has(path) ?? false),
    has: hasAtTop,
  };
}

/** Content alone: nobody asks for digests a second time. */
async function readNamed(open: () => TarStream, names: ReadonlySet<string>): Promise<ListedLayer> {
  const wants = (path: string) => names.has(path);
  const { entries } = await readLayerContents(open, wants);
  const contents = entries.flatMap(({ path, node }) =>
    node.kind === 'file' && node.content ? [[path, node.content] as const] : [],
  );
  const marks = entries.flatMap(({ path, node }) => (node.kind === 'file' ? [makeNamed(path)] : []));
  return { listing: { ...nothing.listing, entries: marks }, contents: new Map(contents) };
}

function makeNamed(path: string): ListedEntry {
  return { path, type: 'file', mode: 0, uid: 0, gid: 0, size: 0 };
}

function hasAtTop({ listing }: ListedLayer, name: string): boolean {
  return listing.entries.some(({ path }) => path === name);
}

export function makeFiles(
  entries: ImageEntries,
  needed: ImageEntries,
  find: (entry: ImageEntry) => Buffer | undefined,
): ImageFiles {
  const paths = [...needed.keys()].sort();
  return {
    list: () => paths,
    read: (path) => {
      // Of what happens to be in memory only what is needed is shown: both sides of a comparison must show the same.
      const entry = needed.get(followLinks(entries, path));
      return entry && find(entry);
    },
  };
}
