import type { Image } from '@aws-sdk/client-ec2';
import { fromAwsTags, type Tags, tagNames } from './tags';

/** An image that is in a region. */
export interface FoundImage {
  readonly id: string;
  readonly name: string;
  readonly state: 'pending' | 'available' | 'disabled' | 'failed';
  /** What AWS says of one that failed. */
  readonly reason: string | undefined;
  readonly key: string | undefined;
  readonly image: string | undefined;
  readonly tags: Tags;
  readonly snapshots: readonly string[];
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds since the epoch. */
  readonly deprecated: number | undefined;
  readonly isProtected: boolean;
}

/** Reads an answer of DescribeImages. */
export function toFoundImage(image: Image): FoundImage {
  const tags = fromAwsTags(image.Tags);
  const snapshots = (image.BlockDeviceMappings ?? []).flatMap(({ Ebs: ebs }) => ebs?.SnapshotId ?? []);
  return {
    id: image.ImageId ?? '',
    name: image.Name ?? '',
    state: getState(image.State),
    reason: image.StateReason?.Message,
    key: tags[tagNames.key],
    image: tags[tagNames.image],
    tags,
    snapshots,
    created: Date.parse(image.CreationDate ?? ''),
    deprecated: image.DeprecationTime === undefined ? undefined : Date.parse(image.DeprecationTime),
    isProtected: /^enabled/.test(image.DeregistrationProtection ?? ''),
  };
}

function getState(state: Image['State']): FoundImage['state'] {
  if (state === 'pending' || state === 'available' || state === 'disabled') return state;
  return state === 'transient' ? 'pending' : 'failed';
}
