import type { TarType } from '../../tar';

/** What a layer says of one path, without what a file holds. */
export interface ListedEntry {
  readonly path: string;
  readonly type: TarType;
  /** Permission bits with set-uid, set-gid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; 0 for everything but files. */
  readonly size: number;
  /** SHA-256 of what a file holds, in hex. */
  readonly digest?: string;
  /** Target of a symlink or hard link; `major:minor` of a device. */
  readonly target?: string;
  /** Extended attributes with their values in base64, in the order of their names: `security.capability`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** All that a layer says but the content of its files: enough to tell what it changes. */
export interface LayerListing {
  readonly removed: readonly string[];
  /** Folders of which nothing below is seen. */
  readonly opaque: readonly string[];
  /** In the order of the archive. */
  readonly entries: readonly ListedEntry[];
}
