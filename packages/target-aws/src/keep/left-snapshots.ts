import type { DescribeSnapshotsRequest } from '@aws-sdk/client-ec2';
import { callAws } from '../publish/call';
import type { AwsContext } from '../publish/context';
import { fromAwsTags, tagNames } from '../publish/tags';
import type { AccountImage } from './account-image';
import { isPublishedBy, readDate } from './own-images';
import type { AwsKeepRequest } from './request';

/** A snapshot whose image was removed, and which AWS did not remove along with it. */
export interface LeftSnapshot {
  readonly id: string;
  readonly region: string;
  /** Of the image. */
  readonly image: string;
}

/** As many as AWS gives at a time. */
const pageSize = 1000;

/** Those that were put aside with an image for long enough, and belong to none any more. */
export async function listLeftSnapshots(
  context: AwsContext,
  { destination, images: names, rules }: AwsKeepRequest,
  { region, images }: { readonly region: string; readonly images: readonly AccountImage[] },
): Promise<readonly LeftSnapshot[]> {
  const used = new Set(images.flatMap(({ snapshots }) => snapshots));
  const ec2 = context.session.ec2(region);
  const found: LeftSnapshot[] = [];
  let next: string | undefined;
  do {
    const request: DescribeSnapshotsRequest = {
      OwnerIds: ['self'],
      Filters: [{ Name: 'tag-key', Values: [tagNames.quarantined] }],
      MaxResults: pageSize,
      ...(next !== undefined && { NextToken: next }),
    };
    const page = await callAws(context, { action: 'DescribeSnapshots', region }, (options) =>
      ec2.describeSnapshots(request, options),
    );
    for (const { SnapshotId: id = '', Tags } of page.Snapshots ?? []) {
      const tags = fromAwsTags(Tags);
      const image = tags[tagNames.image] ?? '';
      const since = readDate(tags[tagNames.quarantined]);
      const isOwn = names.has(image) && isPublishedBy(destination.name, image, tags);
      const isDue = since !== undefined && context.clock.now() - since >= rules.quarantine;
      if (isOwn && isDue && !used.has(id)) found.push({ id, region, image });
    }
    next = page.NextToken;
  } while (next);
  return found;
}
