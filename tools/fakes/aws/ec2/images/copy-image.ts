import type { BlockDeviceMapping, CopyImageRequest, CopyImageResult } from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseValue } from '../../refusal';
import { answerOnce } from '../../rules/client-token';
import { chooseEncryption } from '../../rules/encryption';
import { addTags, readTagSpecifications } from '../../rules/tags';
import type { Region } from '../../state/region';
import type { Tags } from '../../state/resource';
import { canUseSnapshot } from '../snapshots/access';
import { addSnapshot } from '../snapshots/add-snapshot';
import { getUsableImage } from './access';
import { addImage } from './add-image';
import { checkDescription, checkName } from './name';
import type { ImageRecord } from './record';

const taggable = ['image', 'snapshot'];

/** Copies an image into the region that is asked, and each of its snapshots. */
export const copyImage: Action<CopyImageRequest, CopyImageResult> = (call) =>
  answerOnce(call, { action: 'CopyImage', token: call.input.ClientToken, make: () => copy(call) });

function copy(call: Call<CopyImageRequest>): CopyImageResult {
  const { cloud, region, account, input } = call;
  const { SourceRegion = '', SourceImageId = '', Name: name = '', Description } = input;
  const wantedTags = readTagSpecifications(input.TagSpecifications, 'image', taggable);
  const snapshotTags = readTagSpecifications(input.TagSpecifications, 'snapshot', taggable);
  if (!cloud.regionNames.includes(SourceRegion))
    throw refuseValue('sourceRegion', SourceRegion, 'Unknown region.');
  const sourceRegion = cloud.region(SourceRegion);
  const source = getUsableImage(sourceRegion, SourceImageId, call);
  checkDescription(Description);
  checkName(region, account, name);
  const mappings = source.traits.mappings.map((mapping) =>
    copyDisk(call, mapping, { sourceRegion, source, tags: snapshotTags }),
  );
  const traits = {
    ...source.traits,
    name,
    description: Description ?? source.traits.description,
    ownerAlias: undefined,
    mappings,
    sourceImageId: SourceImageId,
    sourceImageRegion: SourceRegion,
  };
  const tags =
    input.CopyImageTags && source.owner === account ? mergeTags(source.tags, wantedTags) : wantedTags;
  const { id } = addImage(cloud, region, { owner: account, traits, tags, carriesSnapshots: true });
  return { ImageId: id };
}

interface CopyContext {
  readonly sourceRegion: Region;
  readonly source: ImageRecord;
  readonly tags: Tags;
}

function copyDisk(
  call: Call<CopyImageRequest>,
  mapping: BlockDeviceMapping,
  { sourceRegion, source, tags }: CopyContext,
): BlockDeviceMapping {
  const { cloud, region, account, input } = call;
  const original = sourceRegion.snapshots.find(mapping.Ebs?.SnapshotId ?? '');
  if (!original) return mapping;
  if (!canUseSnapshot(original, account))
    throw refuse('InvalidRequest', 'You do not have permission to access the storage of this ami');
  const encryption = chooseEncryption(call, input, original);
  const { id } = addSnapshot(cloud, region, {
    ...encryption,
    owner: account,
    sizeGib: original.sizeGib,
    blocks: original.blocks,
    description: `Copied for DestinationAmi from SourceAmi ${source.id} for SourceSnapshot ${original.id}.`,
    copied: true,
    tags: new Map(tags),
  });
  return { ...mapping, Ebs: { ...mapping.Ebs, SnapshotId: id, Encrypted: encryption.encrypted } };
}

function mergeTags(copied: Tags, wanted: Tags): Tags {
  return addTags(
    copied,
    [...wanted].map(([Key, Value]) => ({ Key, Value })),
  );
}
