import type { DescribeImagesRequest } from '@aws-sdk/client-ec2';
import { callAws } from './call';
import type { AwsContext } from './context';
import { type FoundImage, toFoundImage } from './found-image';

/** As many as AWS gives at a time. */
const pageSize = 1000;

/** Images of the account in a region, by filters of DescribeImages, those put aside too. */
export async function listImages(
  context: AwsContext,
  region: string,
  filters: NonNullable<DescribeImagesRequest['Filters']>,
): Promise<readonly FoundImage[]> {
  const found: FoundImage[] = [];
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
    found.push(...(page.Images ?? []).map(toFoundImage));
    next = page.NextToken;
  } while (next);
  return found;
}
