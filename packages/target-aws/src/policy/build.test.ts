import { fillIn } from '@strata/sdk/testing';
import { createEbsBuilder } from '../builders/ebs/builder';
import { type EbsOptions, ebsSchema } from '../builders/ebs/schema';
import { metadataSchema } from '../builders/fields/metadata';
import type { Options } from '../builders/rules/rule';
import { findDenied } from '../testing/find-denied';
import { openBuild } from '../testing/open-build';
import { getBuildNeeds, getPolicy } from './index';

/** Milliseconds. */
const QUARTER = 90 * 24 * 3_600_000;

const least = {
  region: 'eu-central-1',
  ami_name: 'web-1',
  instance_type: 't3.small',
  ssh_username: 'admin',
  temporary_key_pair_type: 'ed25519',
  temporary_security_group_source_cidrs: ['203.0.113.7/32'],
  metadata_options: fillIn(metadataSchema, {}),
};

test.each<[string, Options]>([
  ['says least', {}],
  ['makes no image', { skip_create_ami: true, sriov_support: true }],
  [
    'copies and shares',
    {
      ami_regions: ['us-east-1'],
      ami_description: 'a web server',
      ami_users: ['210987654321'],
      snapshot_users: ['210987654321'],
      deprecate_at: new Date(Date.now() + QUARTER).toISOString(),
      deregistration_protection: { enabled: true, with_cooldown: false },
    },
  ],
  ['replaces an image', { force_deregister: true, force_delete_snapshot: true }],
  [
    'gives its machine a role',
    {
      temporary_iam_instance_profile_policy_document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] }],
      },
    },
  ],
  ['buys at the price of the day', { spot_price: 'auto' }],
])('a build that %s calls nothing that its policy does not allow', async (_, given) => {
  await using build = await openBuild();
  const options = fillIn(ebsSchema, { ...least, source_ami: build.sourceId, ...given });
  await createEbsBuilder(build.means).build(build.machine, options as EbsOptions, async () => {});
  await build.undo();
  const policy = getPolicy(getBuildNeeds('amazon-ebs', options), 'aws');
  expect(build.fake.log.mutating().length).toBeGreaterThan(3);
  expect(findDenied(policy, build.fake.log.calls)).toEqual([]);
});
