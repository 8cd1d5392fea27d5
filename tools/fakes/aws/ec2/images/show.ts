import type { Image, PlatformValues } from '@aws-sdk/client-ec2';
import { showTags } from '../../rules/tags';
import { isPublic } from './access';
import type { ImageRecord, Protection } from './record';

/** An image as DescribeImages has it, for its owner or for another account. */
export function showImage(image: ImageRecord, account: string): Image {
  const { id, owner, traits, state, deprecationTime } = image;
  const isOwner = owner === account;
  return {
    ImageId: id,
    Name: traits.name,
    Description: traits.description,
    OwnerId: owner,
    ImageOwnerAlias: traits.ownerAlias,
    ImageLocation: `${traits.ownerAlias ?? owner}/${traits.name}`,
    ImageType: 'machine',
    CreationDate: image.created.toISOString(),
    State: state,
    StateReason: image.stateReason,
    Public: isPublic(image),
    Architecture: traits.architecture,
    Hypervisor: 'xen',
    VirtualizationType: traits.virtualizationType,
    RootDeviceType: 'ebs',
    RootDeviceName: traits.rootDeviceName,
    BlockDeviceMappings: [...traits.mappings],
    BootMode: traits.bootMode,
    EnaSupport: traits.enaSupport,
    SriovNetSupport: traits.sriovNetSupport,
    ImdsSupport: traits.imdsSupport,
    TpmSupport: traits.tpmSupport,
    // EC2 writes it small, its model with a capital.
    Platform: traits.platform as PlatformValues | undefined,
    PlatformDetails: traits.platform === undefined ? 'Linux/UNIX' : 'Windows',
    UsageOperation: traits.platform === undefined ? 'RunInstances' : 'RunInstances:0002',
    SourceImageId: traits.sourceImageId,
    SourceImageRegion: traits.sourceImageRegion,
    SourceInstanceId: isOwner ? traits.sourceInstanceId : undefined,
    DeprecationTime: deprecationTime?.toISOString(),
    // AWS tells it a day late.
    LastLaunchedTime: isOwner ? image.launched?.toISOString() : undefined,
    DeregistrationProtection: isOwner ? showProtection(image.protection) : undefined,
    Tags: isOwner ? showTags(image.tags) : undefined,
  };
}

export function showProtection(protection: Protection): string {
  return protection.kind === 'cooling-down'
    ? `disabled after ${protection.until.toISOString()}`
    : protection.kind;
}
