import { type Need, needAll } from './scope';

/** Questions of EC2, none of which can be limited to single resources. */
export const machineReads = needAll(
  'any',
  'ec2:DescribeImages',
  'ec2:DescribeInstances',
  'ec2:DescribeInstanceTypeOfferings',
  'ec2:DescribeKeyPairs',
  'ec2:DescribeRegions',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSnapshots',
  'ec2:DescribeSubnets',
  'ec2:DescribeVolumes',
  'ec2:DescribeVpcs',
);

export const machineWork = [
  ...needAll('any', 'ec2:RunInstances'),
  ...needAll('own', 'ec2:TerminateInstances', 'ec2:DeleteVolume'),
];

export const keyPairWork = [...needAll('any', 'ec2:ImportKeyPair'), ...needAll('own', 'ec2:DeleteKeyPair')];

export const groupWork = [
  ...needAll('any', 'ec2:CreateSecurityGroup'),
  ...needAll('own', 'ec2:AuthorizeSecurityGroupIngress', 'ec2:DeleteSecurityGroup'),
];

export const spotWork = [
  ...needAll('any', 'ec2:CreateFleet', 'ec2:CreateLaunchTemplate', 'ec2:DescribeLaunchTemplates'),
  ...needAll('own', 'ec2:DeleteLaunchTemplate'),
];

export const fastLaunchWork = [
  ...needAll('any', 'ec2:DescribeFastLaunchImages', 'ec2:DescribeLaunchTemplates'),
  ...needAll('own', 'ec2:EnableFastLaunch'),
];

/** What undoes an image that was made. */
export const imageRemoval = needAll('own', 'ec2:DeregisterImage', 'ec2:DeleteSnapshot');

/** Shares an image, and takes back what was shared before. */
export const sharingWork = [
  ...needAll('any', 'ec2:DescribeImageAttribute', 'ec2:DescribeSnapshotAttribute'),
  ...needAll('own', 'ec2:ModifyImageAttribute', 'ec2:ModifySnapshotAttribute'),
];

const byName = { resources: ['iam::*:role/strata-*', 'iam::*:instance-profile/strata-*'] };

/** A role for the time of a build. IAM's names of them begin with `strata-`. */
export const temporaryRoleWork: readonly Need[] = [
  ...needAll(
    byName,
    'iam:AddRoleToInstanceProfile',
    'iam:CreateInstanceProfile',
    'iam:CreateRole',
    'iam:DeleteInstanceProfile',
    'iam:DeleteRole',
    'iam:DeleteRolePolicy',
    'iam:GetInstanceProfile',
    'iam:GetRole',
    'iam:ListRolePolicies',
    'iam:PutRolePolicy',
    'iam:RemoveRoleFromInstanceProfile',
    'iam:TagInstanceProfile',
    'iam:TagRole',
  ),
  passRole('iam::*:role/strata-*'),
];

/** A role may be handed to machines, and to nothing else. */
export function passRole(role: string): Need {
  const condition = { StringLike: { 'iam:PassedToService': ['ec2.amazonaws.com*'] } };
  return { action: 'iam:PassRole', scope: { resources: [role], condition } };
}

const forPorts = {
  resources: ['ec2:*:*:instance/*', 'ssm:*:*:document/AWS-StartPortForwardingSession'],
};

export const tunnelWork = [
  ...needAll(forPorts, 'ssm:StartSession'),
  ...needAll({ resources: ['ssm:*:*:session/*'] }, 'ssm:TerminateSession'),
];

/** Blocks of a disk that become a snapshot. Its ARN has no account while it is made. */
export const uploadWork = needAll(
  { resources: ['ec2:*::snapshot/*'] },
  'ebs:CompleteSnapshot',
  'ebs:PutSnapshotBlock',
  'ebs:StartSnapshot',
);
