import { join } from 'node:path';

/** Places of a store. Layers are named by the hex digits of their diffId, everything in `tmp` by who makes it. */
export interface Layout {
  readonly directory: string;
  readonly version: string;
  /** Compressed tars, by diffId. */
  readonly blobs: string;
  /** Unpacked trees in overlay form. */
  readonly layers: string;
  /** Short links to them: all the options of an overlay mount have to fit into one page. */
  readonly links: string;
  /** What is in the tars beside the contents of files, so that trees make them again. */
  readonly outlines: string;
  /** What is known of a layer. A layer is in the store when its record is. */
  readonly records: string;
  /** What layers list, for who compares images; made when first asked for. */
  readonly listings: string;
  /** Layers that were made for a key. */
  readonly keys: string;
  /** Claims of processes on keys. */
  readonly locks: string;
  /** Layers that living processes rely on, and stamps of last use. */
  readonly pins: string;
  readonly used: string;
  /** Disks that were made of layers, to begin others from. */
  readonly disks: string;
  readonly tmp: string;
  /** Remembers that namespaces were tried here and work. */
  readonly trial: string;
}

/** The digits of a diffId or digest. */
export function getHex(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1);
}

export function getLayout(directory: string): Layout {
  return {
    directory,
    version: join(directory, 'version'),
    blobs: join(directory, 'blobs', 'sha256'),
    layers: join(directory, 'layers'),
    links: join(directory, 'l'),
    outlines: join(directory, 'outlines'),
    records: join(directory, 'records'),
    listings: join(directory, 'listings'),
    keys: join(directory, 'keys'),
    locks: join(directory, 'locks'),
    pins: join(directory, 'pins'),
    used: join(directory, 'used'),
    disks: join(directory, 'disks'),
    tmp: join(directory, 'tmp'),
    trial: join(directory, 'trial.json'),
  };
}

/** Name of a layer for mount options, relative to the store: 48 bits are enough to tell layers of a store apart. */
export function getShortName(diffId: string): string {
  return `l/${getHex(diffId).slice(0, 12)}`;
}

export function getBlobPath(layout: Layout, diffId: string): string {
  return join(layout.blobs, getHex(diffId));
}

export function getTreePath(layout: Layout, diffId: string): string {
  return join(layout.layers, getHex(diffId));
}

export function getOutlinePath({ outlines }: Layout, diffId: string): string {
  return join(outlines, getHex(diffId));
}

export function getListingPath({ listings }: Layout, diffId: string): string {
  return join(listings, `${getHex(diffId)}.json.gz`);
}

export function getRecordPath(layout: Layout, diffId: string): string {
  return join(layout.records, `${getHex(diffId)}.json`);
}

export function getKeyPath(layout: Layout, key: string): string {
  return join(layout.keys, `${getFileName(key)}.json`);
}

/** A key as part of a file name. Keys are digests or words; anything else is a mistake of ours. */
export function getFileName(key: string): string {
  if (!/^[\w:.-]+$/.test(key)) throw new Error(`${JSON.stringify(key)} cannot be a key`);
  return key;
}
