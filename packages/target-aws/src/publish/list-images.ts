import type { DescribeImagesRequest, Image } from '@aws-sdk/client-ec2';
import { callAws } from './call';
import type { AwsContext } from './context';
import { type FoundImage, toFoundImage } from './found-image';

/** As many as AWS gives at a time. */
const pageSize = 1000;

/** Images of the account in a region, by filters of DescribeImages, those put aside too. */
export async function listImages(
  context: AwsContext,
  region: string,
  filters: Filters,
): Promise<readonly FoundImage[]> {
  return (await describeImages(context, region, filters)).map(toFoundImage);
}

type Filters = NonNullable<DescribeImagesRequest['Filters']>;

/** The same in AWS's own words. */
export async function describeImages(
  context: AwsContext,
  region: string,
  filters: Filters,
): Promise<readonly Image[]> {
  const found: Image[] = [];
  let next: string | undefined;
  do {
    const request: DescribeImagesRequest = {
      Owners: ['self'],
      IncludeDisabled: true,
      Filters: filters,
      MaxResults: pageSize,
      ...(next !== undefined && { NextToken: next }),
    };
    const page = await callAws(context, { action: 'DescribeImages', region }, (options) =>
      context.session.ec2(region).describeImages(request, options),
    );
    found.push(...(page.Images ?? []));
    next = page.NextToken;
  } while (next);
  return found;
}
