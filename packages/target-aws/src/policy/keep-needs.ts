import type { AwsDestination } from '../publish/settings';
import { imageRemoval, sharingWork } from './actions';
import { getChannelNeeds } from './publish-needs';
import { type Need, needAll } from './scope';

/** What looking after the images of a destination calls of AWS: putting aside, taking up again, removing. */
export function getKeepNeeds({ channels, isProtected }: AwsDestination): readonly Need[] {
  return [
    ...needAll(
      'any',
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeLaunchConfigurations',
      'ec2:DescribeImages',
      'ec2:DescribeInstances',
      'ec2:DescribeLaunchTemplateVersions',
      'ec2:DescribeSnapshots',
    ),
    ...needAll('own', 'ec2:CreateTags', 'ec2:DeleteTags', 'ec2:DisableImage', 'ec2:EnableImage'),
    ...(isProtected
      ? needAll('own', 'ec2:DisableImageDeregistrationProtection', 'ec2:EnableImageDeregistrationProtection')
      : []),
    ...imageRemoval,
    ...sharingWork,
    ...getChannelNeeds(channels, 'ssm:GetParametersByPath'),
    // Launch templates may name an image by any parameter.
    ...needAll({ resources: ['ssm:*:*:parameter/*'] }, 'ssm:GetParameters'),
  ];
}

/** What moving a channel to a version, and deprecating one, calls of AWS. @param channels names of parameters, with `{image}` */
export function getVersionNeeds(channels: readonly string[]): readonly Need[] {
  return [
    ...needAll('any', 'ec2:DescribeImages'),
    ...needAll('own', 'ec2:DisableImageDeprecation', 'ec2:EnableImageDeprecation'),
    ...getChannelNeeds(channels, 'ssm:GetParameters', 'ssm:PutParameter'),
  ];
}
