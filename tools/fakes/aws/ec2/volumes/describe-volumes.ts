import type { DescribeVolumesRequest, DescribeVolumesResult } from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { type FilterReaders, filterResources } from '../../rules/filters';
import { takePage } from '../../rules/pages';
import type { VolumeRecord } from '../compute/records';
import { showVolume } from './show';

const readers: FilterReaders<VolumeRecord> = {
  'volume-id': ({ id }) => id,
  size: ({ sizeGib }) => sizeGib,
  'snapshot-id': ({ snapshotId }) => snapshotId,
  'availability-zone': ({ zone }) => zone,
  'volume-type': ({ volumeType }) => volumeType,
  encrypted: ({ encrypted }) => encrypted,
  'create-time': ({ created }) => created.toISOString(),
  status: ({ attachment, pending }) => {
    if (attachment) return 'in-use';
    return pending.isOver() ? 'available' : 'creating';
  },
  'attachment.instance-id': ({ attachment }) => attachment?.instanceId,
  'attachment.device': ({ attachment }) => attachment?.device,
  'attachment.status': ({ attachment }) => attachment && 'attached',
};

const pages = { least: 5, most: 1_000 };

export const describeVolumes: Action<DescribeVolumesRequest, DescribeVolumesResult> = ({
  account,
  region,
  input,
}) => {
  const { volumes } = region.compute;
  const found = input.VolumeIds?.length ? volumes.getAll(input.VolumeIds) : volumes.list();
  const own = found.filter(({ owner }) => owner === account);
  const { items, nextToken } = takePage(filterResources(own, input.Filters, readers), input, pages);
  return { Volumes: items.map(showVolume), ...(nextToken && { NextToken: nextToken }) };
};
