import type { DescribeImagesRequest, EC2, Image } from '@aws-sdk/client-ec2';
import { toFilters } from '../../machine/filters';

export interface ImageQuery {
  /** By the names of DescribeImages; a value may have `*` and `?` in it, and commas between several. */
  readonly filters?: Readonly<Record<string, string>> | undefined;
  /** Account numbers, `self`, `amazon`, `aws-marketplace`. */
  readonly owners?: readonly string[] | undefined;
  /** @default false */
  readonly include_deprecated?: boolean | undefined;
}

/** Of one answer; AWS allows from 5 to 1,000. */
const PAGE = 1_000;

/** All images that fit, the newest first. */
export async function findImages(
  ec2: Pick<EC2, 'describeImages'>,
  query: ImageQuery,
  signal: AbortSignal,
): Promise<readonly Image[]> {
  const request: DescribeImagesRequest = {
    Filters: toFilters({ filters: query.filters }),
    ...(query.owners && { Owners: [...query.owners] }),
    IncludeDeprecated: query.include_deprecated ?? false,
    MaxResults: PAGE,
  };
  const found: Image[] = [];
  let token: string | undefined;
  do {
    const page: DescribeImagesRequest = token === undefined ? request : { ...request, NextToken: token };
    const { Images = [], NextToken } = await ec2.describeImages(page, { abortSignal: signal });
    found.push(...Images);
    token = NextToken;
  } while (token);
  return found.toSorted((a, b) => getTime(b) - getTime(a));
}

function getTime({ CreationDate: date = '' }: Image): number {
  return Date.parse(date) || 0;
}
