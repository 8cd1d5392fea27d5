import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '../builders/rules/rule';
import { loadSdk } from '../client/load-sdk';
import { testDestination } from '../testing/publish-world';
import {
  getBuildNeeds,
  getDataNeeds,
  getKeepNeeds,
  getPolicy,
  getPublishNeeds,
  getVersionNeeds,
} from './index';

/** The options that call most. */
const everything: Options = {
  communicator: 'winrm',
  ssh_interface: 'session_manager',
  temporary_iam_instance_profile_policy_document: { Statement: [] },
  spot_price: 'auto',
  ena_support: true,
  ami_regions: ['us-east-1'],
  ami_users: ['111122223333'],
  snapshot_users: ['111122223333'],
  deprecate_at: '2031-01-02T03:04:05Z',
  deregistration_protection: { enabled: true },
  fast_launch: { enable_fast_launch: true },
  ebs_volumes: [{ snapshot_volume: true, snapshot_users: ['1'] }],
  use_create_image: true,
};

const get = (options: Options, type = 'amazon-ebs') => getPolicy(getBuildNeeds(type, options), 'aws');

/** Actions with the conditions that they are under. */
function listActions(policy: ReturnType<typeof getPolicy>) {
  return policy.Statement.flatMap(({ Action, Condition, Resource }) =>
    Action.map((action) => ({ action, condition: Condition, resource: Resource })),
  );
}

const find = (policy: ReturnType<typeof getPolicy>, action: string) =>
  listActions(policy).filter((each) => each.action === action);

test('every action that the code calls is in the policy of some work', () => {
  const needs = [
    ...['amazon-ebs', 'amazon-ebssurrogate', 'amazon-ebsvolume'].flatMap((type) => [
      ...getBuildNeeds(type, everything),
      ...getBuildNeeds(type, { ...everything, communicator: 'ssh', use_create_image: false }),
      ...getBuildNeeds(type, { ...everything, iam_instance_profile: 'x' }),
    ]),
    ...getPublishNeeds(testDestination),
    ...getPublishNeeds({ ...testDestination, isProtected: true, deprecateAfter: 1 }),
    ...getKeepNeeds({ ...testDestination, isProtected: true }),
    ...getVersionNeeds(testDestination.channels),
    ...['amazon-ami', 'amazon-parameterstore', 'amazon-secretsmanager'].flatMap(getDataNeeds),
  ];
  const known = new Set(listActions(getPolicy(needs, 'aws')).map(({ action }) => action));
  const called = findCalled([
    'steps',
    'machine',
    'resources',
    'builders',
    'publish',
    'snapshot',
    'data-sources',
    'keep',
  ]);
  expect(called.length).toBeGreaterThan(50);
  expect(called.filter((action) => !known.has(action))).toEqual([]);
});

test('what removes or changes things is allowed for those of a build alone', () => {
  const own = { StringLike: { 'aws:ResourceTag/strata:build-id': '*' } };
  const destructive = /^ec2:(Terminate|Stop|Delete|Deregister|Modify|Disable|Enable|Detach|Attach|Authorize)/;
  for (const { action, condition } of listActions(get(everything)))
    if (destructive.test(action)) expect({ action, condition }).toEqual({ action, condition: own });
});

test('images that a template replaces may be those of others', () => {
  const policy = get({ force_deregister: true, force_delete_snapshot: true });
  expect(find(policy, 'ec2:DeregisterImage')).toEqual([
    { action: 'ec2:DeregisterImage', condition: undefined, resource: '*' },
  ]);
  expect(find(policy, 'ec2:DeleteSnapshot')).toHaveLength(1);
});

test.each([
  ['a group of its own', {}, 'ec2:CreateSecurityGroup', { security_group_id: 'sg-1' }],
  ['a key pair of its own', {}, 'ec2:ImportKeyPair', { ssh_keypair_name: 'k' }],
  ['an image', {}, 'ec2:CreateImage', { skip_create_ami: true }],
  ['a copy', { ami_regions: ['us-east-1'] }, 'ec2:CopyImage', {}],
  ['a spot machine', { spot_price: 'auto' }, 'ec2:CreateFleet', {}],
  ['a tunnel', { ssh_interface: 'session_manager' }, 'ssm:StartSession', {}],
  ['a key', { kms_key_id: '1-2' }, 'kms:CreateGrant', { kms_key_id: 'alias/aws/ebs' }],
  ['a role', { iam_instance_profile: 'web' }, 'iam:PassRole', {}],
  ['others who may use it', { ami_users: ['1'] }, 'ec2:ModifyImageAttribute', {}],
])('%s needs what no other build does', (_, wanting, action, other) => {
  expect(find(get(wanting), action)).toHaveLength(1);
  expect(find(get(other), action)).toEqual([]);
});

test.each([
  ['1234-5', 'arn:aws:kms:*:*:key/1234-5', undefined],
  ['arn:aws:kms:eu-west-1:111122223333:key/1', 'arn:aws:kms:eu-west-1:111122223333:key/1', undefined],
  [
    'arn:aws:kms:eu-west-1:111122223333:alias/x',
    'arn:aws:kms:eu-west-1:111122223333:key/*',
    { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': ['alias/x'] } },
  ],
])('the key %s is named as policies name keys', (kms_key_id, resource, condition) => {
  expect(find(get({ kms_key_id }), 'kms:Decrypt')).toEqual([
    { action: 'kms:Decrypt', resource: [resource], condition },
  ]);
});

test('tags are given to what is being made, and changed on what a build made', () => {
  const conditions = find(get({}), 'ec2:CreateTags').map(({ condition }) => condition);
  expect(conditions).toEqual([
    { StringLike: { 'aws:ResourceTag/strata:build-id': '*' } },
    {
      StringEquals: {
        'ec2:CreateAction': ['CreateImage', 'CreateSecurityGroup', 'ImportKeyPair', 'RunInstances'],
      },
    },
  ]);
});

test('parameters are those of the channels, in the partition of the region', () => {
  const policy = getPolicy(getPublishNeeds(testDestination), 'aws-cn');
  expect(find(policy, 'ssm:PutParameter')).toEqual([
    {
      action: 'ssm:PutParameter',
      condition: undefined,
      resource: ['arn:aws-cn:ssm:*:*:parameter/images/*/stable'],
    },
  ]);
});

test('a builder of another kind needs nothing of AWS', () => {
  expect(get({}, 'qemu').Statement).toEqual([]);
});

/** Calls of the SDK's clients in the sources of some folders, as policies name them. */
function findCalled(folders: readonly string[]): readonly string[] {
  const { AutoScaling } = loadSdk.autoScaling();
  const { EC2 } = loadSdk.ec2();
  const { EBS } = loadSdk.ebs();
  const { IAM } = loadSdk.iam();
  const { SSM } = loadSdk.ssm();
  const { SecretsManager } = loadSdk.secretsManager();
  const clients = Object.entries({
    ...{ autoscaling: AutoScaling, ec2: EC2, ebs: EBS, iam: IAM, ssm: SSM },
    secretsmanager: SecretsManager,
  });
  const sources = folders.flatMap(readSources);
  const called = clients.flatMap(([prefix, client]) =>
    Object.getOwnPropertyNames(client.prototype)
      .concat(Object.keys(client.prototype))
      .filter((method) => sources.some((source) => isCalling(source, prefix, method)))
      .map((method) => `${prefix}:${method.charAt(0).toUpperCase()}${method.slice(1)}`),
  );
  return [...new Set(called)].sort();
}

/** Methods of one name that two services have (`getParameter`) are told apart by the client's name before them. */
function isCalling(source: string, prefix: string, method: string): boolean {
  const name = prefix === 'secretsmanager' ? 'secretsManager' : prefix;
  if (method === 'constructor' || !source.includes(`.${method}(`)) return false;
  return new RegExp(`\\b${name}\\b`).test(source);
}

function readSources(folder: string): readonly string[] {
  return readdirSync(join(__dirname, '..', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
    .map((name) => readFileSync(join(__dirname, '..', folder, name), 'utf8'));
}
