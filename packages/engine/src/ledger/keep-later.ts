import type { Resource, Resources } from '@strata/sdk';

/** What a builder notes, and which of it it keeps for its artifact. */
export interface KeptLater {
  readonly resources: Resources;
  /** Still open in the ledger: until the artifact is noted, nobody knows of it but the build. */
  readonly kept: ReadonlySet<Resource>;
}

/** Lets things be kept by a builder, and leaves to settle them to who keeps the artifact. */
export function keepLater(ledger: Resources): KeptLater {
  const kept = new Set<Resource>();
  return {
    kept,
    resources: {
      note: async (kind, data) => {
        const resource = await ledger.note(kind, data);
        return {
          remove: () => resource.remove(),
          keep: async () => {
            kept.add(resource);
          },
        };
      },
    },
  };
}
