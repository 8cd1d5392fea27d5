import type { Tag } from '@aws-sdk/client-ec2';

/** Tags by which Strata finds again what it has published. */
export const tagNames = {
  /** Name of the image's project. */
  image: 'strata:image',
  /** What it is made of. */
  key: 'strata:key',
  /** The publication that made it. */
  build: 'strata:build-id',
  /** Digest of what is on its disk, by which a child finds the blocks that it need not send. */
  disk: 'strata:disk',
  /** Digest of what is on the disk of the image that it stands on; several with a space between. */
  parent: 'strata:parent',
  encryption: 'strata:encryption',
  /** Digest of whom it was shared with: AWS tells that for one image at a time only. */
  sharing: 'strata:sharing',
  /** When it was put aside, by which `collect-image` tells when it may be removed. */
  quarantined: 'strata:quarantined',
} as const;

export type Tags = Readonly<Record<string, string>>;

export function toAwsTags(tags: Tags): Tag[] {
  return Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value }));
}

export function fromAwsTags(tags: readonly Tag[] | undefined): Tags {
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
