import type { Image } from '@aws-sdk/client-ec2';

/** An image that a build has made in a region. */
export interface MadeImage {
  readonly region: string;
  readonly id: string;
  readonly snapshots: readonly string[];
}

/** What a build makes of a kind. */
export type Part = 'image' | 'intermediary';

export function toMadeImage(
  region: string,
  { ImageId: id = '', BlockDeviceMappings: mappings = [] }: Image,
): MadeImage {
  return { region, id, snapshots: mappings.flatMap(({ Ebs: ebs }) => ebs?.SnapshotId ?? []) };
}
