import type { RegionImage } from '@strata/target-aws/publish';
import type { Published } from '../destination';

/** Part of the world that is an AWS of its own: `aws`, `aws-cn`, `aws-us-gov`. */
export type Partition = string;

/** Names images by their ARNs: ids alone do not tell the region. */
export function toPublished(
  { destination, partition }: { readonly destination: string; readonly partition: Partition },
  images: readonly RegionImage[],
): readonly Published[] {
  return images.map(({ region, id }) => ({
    name: `${destination} ${region}`,
    // Images have no account in their ARNs.
    reference: `arn:${partition}:ec2:${region}::image/${id}`,
  }));
}

/** The id of an image by its ARN, when it is in a region. */
export function getImageId(reference: string, region: string): string | undefined {
  const [, at, id] = /^arn:[\w-]+:ec2:([\w-]+)::image\/(ami-\w+)$/.exec(reference) ?? [];
  return at === region ? id : undefined;
}
