import type { MachineContext } from '@strata/sdk';
import { listThings, type OpenedBuild, openBuild } from '../../testing/open-build';
import { runEbs as run } from '../../testing/run-ebs';
import { createTestLedger } from '../../testing/test-ledger';

const REGION = 'eu-central-1';

const getActions = ({ fake }: OpenedBuild) => fake.log.calls.map(({ action }) => action);
const getChanges = ({ fake }: OpenedBuild) => fake.log.mutating().map(({ action }) => action);
const getInputs = ({ fake }: OpenedBuild, action: string) =>
  fake.log.of(action).map(({ input }) => input as Readonly<Record<string, unknown>>);

test('an image is made in the order of Packer, and everything else is gone in the end', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const artifact = await run(build);
  await build.undo();
  expect(getActions(build).filter((action, index, all) => action !== all[index - 1])).toEqual([
    'GetCallerIdentity',
    'DescribeImages',
    'ImportKeyPair',
    'CreateSecurityGroup',
    'AuthorizeSecurityGroupIngress',
    'RunInstances',
    'DescribeInstances',
    'StopInstances',
    'DescribeInstances',
    'CreateImage',
    'DescribeImages',
    'DescribeInstances',
    'TerminateInstances',
    'DescribeInstances',
    'DescribeVolumes',
    'DescribeSecurityGroups',
    'DeleteSecurityGroup',
    'DescribeKeyPairs',
    'DeleteKeyPair',
  ]);
  const [image] = build.fake.cloud.region(REGION).images.all().slice(-1);
  expect(artifact).toMatchObject({
    builderId: 'mitchellh.amazonebs',
    id: `${REGION}:${image?.id}`,
    description: `AMIs were created:\n${REGION}: ${image?.id}\n`,
  });
  const snapshot = listThings(build).find((id) => !before.includes(id) && id.includes('snap-'));
  expect(listThings(build).filter((id) => !before.includes(id))).toEqual([
    `${REGION} ${image?.id}`,
    snapshot,
  ]);
});

test('the machine is safe without a word about it', async () => {
  await using build = await openBuild();
  await run(build);
  const [request] = getInputs(build, 'RunInstances');
  expect(request).toMatchObject({
    ClientToken: expect.stringMatching(/^[0-9a-f]{64}$/),
    MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
    InstanceInitiatedShutdownBehavior: 'stop',
    CreditSpecification: { CpuCredits: 'standard' },
  });
  const [address] = build.addresses;
  const userData = Buffer.from(String(request?.['UserData']), 'base64').toString();
  expect(address?.hostKeys).toEqual([expect.stringMatching(/^ssh-ed25519 /)]);
  expect(userData).toContain(`ed25519_public: ${address?.hostKeys?.[0]}`);
});

test('everything is tagged when it is made, with the tags of the template and those of the build', async () => {
  await using build = await openBuild();
  await run(build, {
    run_tags: { From: '{{.SourceAMIName}}' },
    run_tag: [{ key: 'Team', value: 'web' }],
    run_volume_tags: { Disk: '{{ .BuildRegion }}' },
    tags: { Name: '{{ .SourceAMITags.OS }}', Team: 'ops' },
    snapshot_tags: { Name: 'disk' },
  });
  const own = { 'strata:build-id': expect.stringMatching(/^run-1\.[0-9a-f]{8}$/), 'strata:image': 'golden' };
  const runTags = { From: 'debian-12-amd64', Team: 'web', ...own };
  const image = { ...runTags, Name: 'Debian', Team: 'ops', 'strata:part': 'image' };
  expect(getTags(build, 'ImportKeyPair')).toEqual({ 'key-pair': runTags });
  expect(getTags(build, 'CreateSecurityGroup')).toEqual({ 'security-group': runTags });
  expect(getTags(build, 'RunInstances')).toEqual({
    instance: runTags,
    'network-interface': runTags,
    volume: { Disk: REGION, ...own },
  });
  expect(getTags(build, 'CreateImage')).toEqual({ image, snapshot: { ...image, Name: 'disk' } });
});

function getTags(build: OpenedBuild, action: string) {
  type Specification = { ResourceType: string; Tags: { Key: string; Value: string }[] };
  const [request] = getInputs(build, action);
  return Object.fromEntries(
    ((request?.['TagSpecifications'] ?? []) as Specification[]).map(({ ResourceType: type, Tags }) => [
      type,
      Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    ]),
  );
}

test('an encrypted image is copied from one that goes again, in every region', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const artifact = await run(build, { encrypt_boot: true, ami_regions: ['us-east-1', REGION, 'us-east-1'] });
  await build.undo();
  const copies = build.fake.log.of('CopyImage');
  expect(copies.map(({ region }) => region).sort()).toEqual([REGION, 'us-east-1']);
  expect(getInputs(build, 'CopyImage')).toEqual([
    expect.objectContaining({ Name: 'web-1', Encrypted: true }),
    expect.objectContaining({ Name: 'web-1', Encrypted: true }),
  ]);
  expect(artifact?.id).toMatch(/^eu-central-1:ami-\w+,us-east-1:ami-\w+$/);
  const made = listThings(build).filter((id) => !before.includes(id));
  expect(made.map((id) => id.replace(/-[0-9a-f]+$/, '')).sort()).toEqual([
    `${REGION} ami`,
    `${REGION} snap`,
    'us-east-1 ami',
    'us-east-1 snap',
  ]);
});

test('an image that has the name is replaced once there is another, and a name in use is told before anything is made', async () => {
  await using build = await openBuild();
  await run(build);
  await build.undo();
  build.fake.log.clear();
  await expect(run(build)).rejects.toMatchObject({ diagnostics: [{ code: 'AWS014' }] });
  expect(getChanges(build)).toEqual([]);
  const artifact = await run(build, { force_deregister: true, force_delete_snapshot: true });
  await build.undo();
  expect(getChanges(build).filter((action) => /Image|Snapshot/.test(action))).toEqual([
    'CreateImage',
    'DeregisterImage',
    'CopyImage',
    'DeleteSnapshot',
    'DeregisterImage',
  ]);
  const { images, snapshots } = build.fake.cloud.region(REGION);
  expect(images.all().map(({ id }) => id)).toEqual([build.sourceId, artifact?.id.split(':')[1]]);
  expect(snapshots.all()).toHaveLength(2);
});

test('what is said of an image holds in every region', async () => {
  await using build = await openBuild();
  await run(build, {
    ami_regions: ['us-east-1'],
    ami_users: ['111122223333'],
    ami_org_arns: ['arn:aws:organizations::123456789012:organization/o-abcde12345'],
    snapshot_users: ['111122223333'],
    deprecate_at: '2031-01-02T03:04:05Z',
    deregistration_protection: { enabled: true, with_cooldown: false },
    imds_support: 'v2.0',
  });
  const changes = build.fake.log.mutating().filter(({ action }) => /^(Modify|Enable)/.test(action));
  const perRegion = (region: string) =>
    changes.filter((call) => call.region === region).map(({ action }) => action);
  const expected = [
    'EnableImageDeprecation',
    'ModifyImageAttribute',
    'ModifyImageAttribute',
    'ModifySnapshotAttribute',
    'EnableImageDeregistrationProtection',
  ];
  expect([perRegion(REGION), perRegion('us-east-1')]).toEqual([expected, expected]);
  expect(getInputs(build, 'ModifyImageAttribute')[0]).toMatchObject({
    LaunchPermission: { Add: [{ UserId: '111122223333' }, { OrganizationArn: expect.any(String) }] },
  });
});

test('a build that is cancelled is cleaned up with its own login', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const cancel = new AbortController();
  const context = { ...build.machine, signal: cancel.signal };
  const reason = new Error('enough');
  const step: MachineContext['step'] = (name, work) => {
    if (name === 'StepConnect') cancel.abort(reason);
    return work();
  };
  await expect(run(build, {}, { context: { ...context, step } })).rejects.toBe(reason);
  await build.undo();
  expect(listThings(build)).toEqual(before);
  expect(getActions(build).filter((action) => action === 'GetCallerIdentity')).toHaveLength(1);
});

test('builds of one run leave each other alone', async () => {
  await using build = await openBuild();
  const { machine } = build;
  const [first, second] = [createTestLedger(machine), createTestLedger(machine)];
  await run(build, { ami_name: 'web-1' }, { context: { ...machine, resources: first.resources } });
  await run(build, { ami_name: 'web-2' }, { context: { ...machine, resources: second.resources } });
  await second.undo();
  const { instances, keyPairs } = build.fake.cloud.region(REGION).compute;
  expect(instances.all().map(({ state }) => state)).toEqual(['stopped', 'terminated']);
  expect(keyPairs.all()).toHaveLength(1);
  await first.undo();
  expect(keyPairs.all()).toHaveLength(0);
});

test('no image is made when none is wanted', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  expect(await run(build, { skip_create_ami: true })).toBeUndefined();
  await build.undo();
  expect(listThings(build)).toEqual(before);
});

test('a network, a role and groups can be given', async () => {
  await using build = await openBuild();
  const ec2 = build.session.ec2();
  const { Subnets: [subnet] = [] } = await ec2.describeSubnets({});
  const Filters = [{ Name: 'group-name', Values: ['default'] }];
  const { SecurityGroups: [group] = [] } = await ec2.describeSecurityGroups({ Filters });
  build.fake.log.clear();
  await run(build, {
    subnet_id: subnet?.SubnetId,
    associate_public_ip_address: true,
    security_group_ids: [group?.GroupId],
    temporary_iam_instance_profile_policy_document: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['logs:*'], Resource: ['*'] }],
    },
  });
  expect(getInputs(build, 'RunInstances')[0]).toMatchObject({
    IamInstanceProfile: { Name: expect.stringMatching(/^strata-/) },
    NetworkInterfaces: [
      { AssociatePublicIpAddress: true, SubnetId: subnet?.SubnetId, Groups: [group?.GroupId] },
    ],
  });
  await build.undo();
  expect(getChanges(build)).toEqual([
    'ImportKeyPair',
    'CreateRole',
    'PutRolePolicy',
    'CreateInstanceProfile',
    'AddRoleToInstanceProfile',
    'RunInstances',
    'StopInstances',
    'CreateImage',
    'TerminateInstances',
    'RemoveRoleFromInstanceProfile',
    'DeleteInstanceProfile',
    'DeleteRolePolicy',
    'DeleteRole',
    'DeleteKeyPair',
  ]);
});

test('where there is no capacity, other zones and then other types are tried', async () => {
  await using build = await openBuild();
  const code = 'InsufficientInstanceCapacity';
  build.fake.faults.add({ action: 'RunInstances', code, times: 4 });
  await run(build, { fallback_instance_types: ['t3a.small'] });
  const tried = getInputs(build, 'RunInstances').map(({ InstanceType, SubnetId }) => [
    InstanceType,
    SubnetId,
  ]);
  expect(tried.slice(0, 2)).toEqual([
    ['t3.small', undefined],
    ['t3.small', expect.stringMatching(/^subnet-/)],
  ]);
  expect(tried.at(-1)?.[0]).toBe('t3a.small');
  expect(new Set(getInputs(build, 'RunInstances').map(({ ClientToken }) => ClientToken)).size).toBe(
    tried.length,
  );
});

test('a machine at the price of the day comes by a fleet of one', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const types = { instance_type: '', spot_instance_types: ['t3.small', 't3a.small'] };
  await run(build, { ...types, spot_price: 'auto', spot_tags: { A: 'b' }, skip_create_ami: true });
  await build.undo();
  expect(getChanges(build)).toEqual([
    'ImportKeyPair',
    'CreateSecurityGroup',
    'AuthorizeSecurityGroupIngress',
    'CreateLaunchTemplate',
    'CreateFleet',
    'CreateTags',
    'TerminateInstances',
    'DeleteLaunchTemplate',
    'DeleteSecurityGroup',
    'DeleteKeyPair',
  ]);
  expect(listThings(build).filter((id) => !before.includes(id) && !id.includes('sir-'))).toEqual([]);
});

test('the artifact removes its images with their snapshots', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const artifact = await run(build, { ami_regions: ['us-east-1'] });
  await build.undo();
  await artifact?.remove?.();
  expect(listThings(build)).toEqual(before);
});
