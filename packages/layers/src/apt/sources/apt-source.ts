/** One place that apt takes packages from, whichever way it was written down. */
export interface AptSource {
  /** Without a slash at the end. */
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
  /** Paths of keyrings; fingerprints and keys written out are left out. */
  readonly signedBy: readonly string[];
}

/** Removes the slashes that make two spellings of one address. */
export function normalizeUri(uri: string): string {
  return uri.replace(/\/+$/, '');
}
