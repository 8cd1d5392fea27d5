/** A file that is known by its digest before it is here. */
export interface Wanted {
  /** 64 hex digits. */
  readonly sha256: string;
  /** Bytes, where an index tells them. */
  readonly size?: number;
  /** Where it may be, best first. */
  readonly urls: readonly URL[];
  /** What it is, for people. */
  readonly label: string;
}
