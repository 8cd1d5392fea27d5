import type { TarItem } from '../../tar';
import type { Copy } from './copied-file';

/** Where a file system lies within a file. Bytes, whole blocks of 4096. */
export interface Extent {
  readonly offset: number;
  readonly size: number;
}

/** A file system in a file of this machine. */
export interface Ext4Request {
  /** The file, which may hold other things beside the file system. */
  readonly path: string;
  readonly extent: Extent;
  /** Of the file system, as text; its hashes of names depend on it too. */
  readonly uuid: string;
  /** At most 16 bytes. @default none */
  readonly label?: string;
  /** `PATH` to look `mke2fs` up in. */
  readonly searchPath: string;
  readonly signal?: AbortSignal;
  /** Another file with the same bytes, to which all is done that is done to this one. @default none */
  readonly copy?: Copy;
}

/** One layer: the tar of what it changes, removals as OCI images have them (`.wh.<name>`, `.wh..wh..opq`). */
export interface LayerSource {
  /** Begins to read, as `readTarPieces` gives it. May be called more than once. */
  read(): AsyncIterable<readonly TarItem[]>;
}
