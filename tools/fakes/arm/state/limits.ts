/** How much of everything there is. */
export interface Limits {
  /** Processors of all machines in one region. */
  cores: number;
  /** By family of sizes, where it is another number: `standardDSv5Family`. */
  readonly families: Map<string, number>;
  publicAddresses: number;
  /** Sizes that a region has no room for now: `Standard_D2s_v5/westeurope`. Their machines begin, and fail. */
  readonly exhausted: Set<string>;
  /** Sizes that a region does not have at all. */
  readonly notOffered: Set<string>;
  /** Types that a region does not have: `Microsoft.Compute/galleries/westeurope`. */
  readonly withoutType: Set<string>;
}

/** Those of a subscription that is a few days old, in a region with room for everything. */
export function createLimits(): Limits {
  return {
    cores: 100,
    families: new Map(),
    publicAddresses: 20,
    exhausted: new Set(),
    notOffered: new Set(),
    withoutType: new Set(),
  };
}
