import type { LayerListing, ListedEntry } from '../listing/listing';

/** Something that an image shows, and which layer it comes from. */
export interface ImageEntry extends Omit<ListedEntry, 'path'> {
  /** 0 is the base. */
  readonly layer: number;
  /** Name under which the layer's archive holds the content; another than its own for hard links. */
  readonly source: string;
}

/** What an image shows, by path without `/` in front. */
export type ImageEntries = ReadonlyMap<string, ImageEntry>;

/** Puts layers over each other, base first: removed files, opaque folders and replaced ones as overlayfs has them. */
export function mergeListings(layers: readonly LayerListing[]): ImageEntries {
  const merged = new Map<string, ImageEntry>();
  for (const [index, layer] of layers.entries()) {
    hideLower(merged, layer);
    for (const entry of layer.entries) addEntry(merged, entry, index);
  }
  return merged;
}

/** Marks are about the layers below, wherever they stand in the archive. */
function hideLower(merged: Map<string, ImageEntry>, { removed, opaque, entries }: LayerListing): void {
  const gone = new Set(removed);
  const emptied = new Set(opaque.map((path) => path.replace(/\/$/, '')));
  for (const { path, type } of entries)
    if (type !== 'directory' && merged.get(path)?.type === 'directory') gone.add(path);
  if (gone.size + emptied.size === 0) return;
  for (const path of merged.keys()) if (isHidden(path, gone, emptied)) merged.delete(path);
}

function isHidden(path: string, gone: ReadonlySet<string>, emptied: ReadonlySet<string>): boolean {
  if (gone.has(path) || (path !== '' && emptied.has(''))) return true;
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const above = path.slice(0, slash);
    if (gone.has(above) || emptied.has(above)) return true;
  }
  return false;
}

function addEntry(merged: Map<string, ImageEntry>, { path, ...entry }: ListedEntry, layer: number): void {
  const linked = entry.type === 'hardlink' ? merged.get(entry.target ?? '') : undefined;
  // A link to what is nowhere stays what it is: that is for who reads the image to see.
  merged.set(path, linked ?? { ...entry, layer, source: path });
}
