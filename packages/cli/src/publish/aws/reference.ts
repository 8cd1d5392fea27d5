import type { Published } from '@strata/engine';
import type { RegionImage } from '@strata/target-aws/publish';

/** Names images by their ARNs: ids alone do not tell the region. */
export function toPublished(destination: string, images: readonly RegionImage[]): readonly Published[] {
  return images.map(({ region, id }) => ({
    name: `${destination} ${region}`,
    reference: formatImageArn(region, id),
  }));
}

/** Parts of the world that are an AWS of their own, by how their regions begin. */
const partitions = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eusc-', 'aws-eusc'],
] as const;

function getPartition(region: string): string {
  return partitions.find(([start]) => region.startsWith(start))?.[1] ?? 'aws';
}

/** Images have no account in their ARNs. */
export function formatImageArn(region: string, id: string): string {
  return `arn:${getPartition(region)}:ec2:${region}::image/${id}`;
}

/** Undefined for what is no ARN of an image. */
export function parseImageArn(reference: string): RegionImage | undefined {
  const [, region, id] = /^arn:[\w-]+:ec2:([\w-]+)::image\/(ami-\w+)$/.exec(reference) ?? [];
  return region === undefined || id === undefined ? undefined : { region, id };
}

/** The id of an image by its ARN, when it is in a region. */
export function getImageId(reference: string, region: string): string | undefined {
  const image = parseImageArn(reference);
  return image?.region === region ? image.id : undefined;
}
