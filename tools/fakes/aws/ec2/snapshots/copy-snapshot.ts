import type { CopySnapshotRequest, CopySnapshotResult } from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse, refuseValue } from '../../refusal';
import { chooseEncryption } from '../../rules/encryption';
import { readTagSpecifications, showTags } from '../../rules/tags';
import { canUseSnapshot } from './access';
import { addSnapshot } from './add-snapshot';
import { settleSnapshot } from './settle';

/** Copies a snapshot into the region that is asked. There is no ClientToken: who asks twice gets two. */
export const copySnapshot: Action<CopySnapshotRequest, CopySnapshotResult> = (call) => {
  const { cloud, region, account, input, now } = call;
  const { SourceRegion = '', SourceSnapshotId = '', DestinationRegion = region.name } = input;
  const tags = readTagSpecifications(input.TagSpecifications, 'snapshot');
  if (!cloud.regionNames.includes(SourceRegion))
    throw refuseValue('sourceRegion', SourceRegion, 'Unknown region.');
  if (DestinationRegion !== region.name)
    throw refuseValue('destinationRegion', DestinationRegion, `The request was sent to ${region.name}.`);
  const source = cloud.region(SourceRegion).snapshots.get(SourceSnapshotId);
  if (!canUseSnapshot(source, account)) throw region.snapshots.kind.notFound([SourceSnapshotId]);
  settleSnapshot(source, now);
  if (source.state !== 'completed')
    throw refuse('IncorrectState', `Snapshot ${SourceSnapshotId} is not in the completed state`);
  const { id } = addSnapshot(cloud, region, {
    ...chooseEncryption(call, input, source),
    owner: account,
    sizeGib: source.sizeGib,
    blocks: source.blocks,
    description: input.Description,
    copied: true,
    tags,
  });
  return { SnapshotId: id, Tags: showTags(tags) };
};
