import type { TarStream } from '../tar';
import { readFolderContents } from './folder-contents';
import { type LayerContents, readLayerContents, type Wants } from './layer-contents';

/** Which layer of its image is read, and what is known of it before. */
export interface LayerPlace {
  /** 0 is the base. */
  readonly index: number;
  /** Of layers whose bytes are checked against it while they are read. */
  readonly diffId?: string;
  /** A whole archive, which may turn out to be that of an image. */
  readonly isOuter?: true;
}

/** What is made of each layer of an image while it is read. */
export interface LayerReader<T> {
  /** @param open begins to read the archive of the layer; need not be called */
  readTar(open: () => TarStream, place: LayerPlace): Promise<T>;
  readFolder(directory: string): Promise<T>;
  /** Whether the layer has a file of this name at its top. */
  has(layer: T, name: string): boolean;
}

/** Names of everything, and the content of what is wanted. */
export function createContentsReader(wants: Wants): LayerReader<LayerContents> {
  return {
    readTar: (open) => readLayerContents(open, wants),
    readFolder: (directory) => readFolderContents(directory, wants),
    has: ({ entries }, name) => entries.some(({ path }) => path === name),
  };
}

/** What tells archives of images from archives of files: they lie at the top. */
export const imageMarks: readonly string[] = ['manifest.json', 'index.json'];
