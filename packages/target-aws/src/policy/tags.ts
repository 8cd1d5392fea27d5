import { type Need, needAll } from './scope';

const MAKES_WITH_TAGS: Readonly<Record<string, string>> = {
  'ec2:CopyImage': 'CopyImage',
  'ec2:CreateFleet': 'CreateFleet',
  'ec2:CreateImage': 'CreateImage',
  'ec2:CreateLaunchTemplate': 'CreateLaunchTemplate',
  'ec2:CreateSecurityGroup': 'CreateSecurityGroup',
  'ec2:CreateSnapshot': 'CreateSnapshot',
  'ec2:ImportKeyPair': 'ImportKeyPair',
  'ec2:RegisterImage': 'RegisterImage',
  'ec2:RunInstances': 'RunInstances',
};

/**
 * Tags: given to what is being made, and changed on what is a build's own, so that nobody can make foreign things look like
 * a build's. Snapshots of EBS's direct API are tagged as they are started, by a request that AWS does not name here.
 */
export function getTagNeeds(needs: readonly Need[]): readonly Need[] {
  const made = [...new Set(needs.flatMap(({ action }) => MAKES_WITH_TAGS[action] ?? []))].sort();
  const isUploading = needs.some(({ action }) => action === 'ebs:StartSnapshot');
  const whenMade = { resources: ['ec2:*:*:*/*'], condition: { StringEquals: { 'ec2:CreateAction': made } } };
  const snapshots = {
    resources: ['ec2:*::snapshot/*'],
    condition: { Null: { 'aws:RequestTag/strata:build-id': 'false' } },
  };
  return [
    ...(made.length > 0 ? needAll(whenMade, 'ec2:CreateTags') : []),
    ...(made.length > 0 ? needAll('own', 'ec2:CreateTags') : []),
    ...(isUploading ? needAll(snapshots, 'ec2:CreateTags') : []),
  ];
}
