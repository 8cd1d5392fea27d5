/** Tags by which Strata finds again what it has published, with hyphens as in Azure's own examples. */
export const tagNames = {
  /** Name of the image's project. */
  image: 'strata-image',
  /** What it is made of. */
  key: 'strata-key',
  /** The publication that made it. */
  build: 'strata-build-id',
  /** What the version is made of that it stands on (`strata-key`); several with a space between. */
  parent: 'strata-parent',
  /** When it was put aside, to be removed later; with a region behind it, the copy in that region. */
  quarantined: 'strata-quarantined',
  /** Of a disk: digest of what is on it, when all of it is there. */
  disk: 'strata-disk',
  /** Regions that publications brought it to; others are somebody else's. */
  regions: 'strata-regions',
} as const;

export type Tags = Readonly<Record<string, string>>;
