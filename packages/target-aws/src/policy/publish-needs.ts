import type { AwsDestination } from '../publish/settings';
import { imageRemoval, sharingWork, uploadWork } from './actions';
import { getKeyNeeds } from './keys';
import { type Need, needAll } from './scope';

/** What publishing to a destination calls of AWS. */
export function getPublishNeeds(destination: AwsDestination): readonly Need[] {
  const { channels, encryption, regions } = destination;
  return [
    ...needAll('any', 'ec2:DescribeImages', 'ec2:DescribeSnapshots', 'ec2:RegisterImage'),
    ...(regions.length > 1 ? needAll('any', 'ec2:CopyImage') : []),
    ...uploadWork,
    // An image that AWS failed at is removed and made again; one that was put away is taken up again.
    ...imageRemoval,
    ...needAll('own', 'ec2:EnableImage', 'ec2:DisableImageDeregistrationProtection'),
    ...(destination.isProtected ? needAll('own', 'ec2:EnableImageDeregistrationProtection') : []),
    ...(destination.deprecateAfter === undefined ? [] : needAll('own', 'ec2:EnableImageDeprecation')),
    ...sharingWork,
    ...needAll('own', 'ec2:DeleteTags'),
    // A set of images that is not whole is not shown, not even in a channel that is new.
    ...getChannelNeeds(channels, 'ssm:GetParameters', 'ssm:PutParameter', 'ssm:DeleteParameter'),
    ...getKeyNeeds(Object.values(encryption.kmsKeys)),
  ];
}

/** Something that is done with the parameters of channels. */
export function getChannelNeeds(channels: readonly string[], ...actions: readonly string[]): readonly Need[] {
  if (channels.length === 0) return [];
  const resources = channels.map((name) => {
    const path = name.replaceAll('{image}', '*');
    return `ssm:*:*:parameter${path.startsWith('/') ? path : `/${path}`}`;
  });
  return needAll({ resources }, ...actions);
}
