/** How much an account may have in a region. Sources: "Service Quotas" of EC2 and EBS, and each action's own page. */
export interface Quotas {
  readonly images: number;
  readonly publicImages: number;
  readonly snapshots: number;
  /** Snapshots that are pending at the same time. */
  readonly pendingSnapshots: number;
  /** Snapshots that are copied into the region at the same time. */
  readonly copies: number;
}

export const usualQuotas: Quotas = {
  images: 50_000,
  publicImages: 5,
  snapshots: 100_000,
  pendingSnapshots: 100,
  copies: 20,
};
