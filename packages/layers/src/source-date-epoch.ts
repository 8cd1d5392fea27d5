/**
 * No file of a layer is younger: 2023-11-14T22:13:20Z, before any build and after nothing that matters. Programs that
 * know the convention get it as SOURCE_DATE_EPOCH (seconds). It never changes: every digest depends on it.
 */
export const sourceDateEpoch = 1_700_000_000;
