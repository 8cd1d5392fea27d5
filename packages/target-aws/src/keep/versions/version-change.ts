/** A change of one version in all regions, which was looked into. */
export interface VersionChange {
  /** What will be done, a line each, for people. Empty when there is nothing to do. */
  readonly changes: readonly string[];
  /** Does it. Done twice, it does nothing the second time. */
  apply(): Promise<void>;
}
