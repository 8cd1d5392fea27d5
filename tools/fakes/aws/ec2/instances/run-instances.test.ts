import type { RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { IAM } from '@aws-sdk/client-iam';
import { type Bed, home, makeRegistration, makeSnapshot, openBed } from '../../testing/bed';

let bed: Bed;
let imageId: string;
beforeEach(async () => {
  bed = await openBed();
  imageId = await registerImage();
});
afterEach(() => bed[Symbol.asyncDispose]());

async function registerImage(more: object = {}): Promise<string> {
  const snapshot = await makeSnapshot(bed);
  const { ImageId = '' } = await bed.ec2.registerImage(
    makeRegistration(snapshot, { EnaSupport: true, ...more }),
  );
  await bed.ec2.describeImages({ ImageIds: [ImageId] });
  return ImageId;
}

const run = (more: Partial<RunInstancesCommandInput> = {}) =>
  bed.ec2.runInstances({ ImageId: imageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, ...more });

const compute = () => bed.fake.cloud.region(home).compute;

test('an instance is pending, then runs with an address, disks and a card', async () => {
  const { Instances: [launched] = [] } = await run();
  expect(launched?.State?.Name).toBe('pending');
  const { Reservations: [reservation] = [] } = await bed.ec2.describeInstances({
    InstanceIds: [launched?.InstanceId ?? ''],
  });
  expect(reservation?.Instances).toMatchObject([
    {
      State: { Name: 'running', Code: 16 },
      PublicIpAddress: expect.stringMatching(/^203\.0\.113\./),
      RootDeviceName: '/dev/xvda',
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { Status: 'attached', DeleteOnTermination: true } },
      ],
      MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 },
      SecurityGroups: [{ GroupName: 'default' }],
    },
  ]);
});

test('the same token launches once, and with other parameters is refused', async () => {
  const first = await run({ ClientToken: 'once' });
  const second = await run({ ClientToken: 'once' });
  expect(second.Instances?.[0]?.InstanceId).toBe(first.Instances?.[0]?.InstanceId);
  await expect(run({ ClientToken: 'once', InstanceType: 't3.small' })).rejects.toMatchObject({
    name: 'IdempotentParameterMismatch',
  });
  expect(compute().instances.all()).toHaveLength(1);
});

test('as many are launched as the quota lets, and not fewer than the least', async () => {
  compute().limits.onDemandVcpus = 4;
  expect((await run({ MaxCount: 5 })).Instances).toHaveLength(2);
  await expect(run()).rejects.toMatchObject({ name: 'VcpuLimitExceeded' });
});

test('a type that needs ENA starts no image without it', async () => {
  imageId = await registerImage({ Name: 'old', EnaSupport: false });
  await expect(run()).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  expect((await run({ InstanceType: 't2.micro' })).Instances).toHaveLength(1);
});

test('an image of another account is used when it may be', async () => {
  const key = bed.fake.cloud.accounts.addUser('999999999999');
  const { EC2 } = await import('@aws-sdk/client-ec2');
  const stranger = new EC2(bed.connect(home, key));
  const launch = () =>
    stranger.runInstances({ ImageId: imageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 });
  await expect(launch()).rejects.toMatchObject({ name: 'AuthFailure' });
  await bed.ec2.modifyImageAttribute({
    ImageId: imageId,
    LaunchPermission: { Add: [{ UserId: '999999999999' }] },
  });
  expect((await launch()).Instances).toHaveLength(1);
  stranger.destroy();
});

test('an image that wants tokens gives them to its machines', async () => {
  imageId = await registerImage({ Name: 'safe', ImdsSupport: 'v2.0' });
  const { Instances: [instance] = [] } = await run();
  expect(instance?.MetadataOptions).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 2 });
});

test('capacity that is gone is told with the zones that have it', async () => {
  compute().limits.exhausted.add('t3.micro/eu-west-1a');
  await expect(run({ Placement: { AvailabilityZone: 'eu-west-1a' } })).rejects.toMatchObject({
    name: 'InsufficientInstanceCapacity',
    message: expect.stringContaining('choosing eu-west-1b, eu-west-1c'),
    $metadata: { httpStatusCode: 500 },
  });
  expect((await run()).Instances?.[0]?.Placement?.AvailabilityZone).toBe('eu-west-1b');
  compute().limits.notOffered.add('t3.micro/eu-west-1c');
  await expect(run({ Placement: { AvailabilityZone: 'eu-west-1c' } })).rejects.toMatchObject({
    name: 'Unsupported',
  });
});

test('a group of another network is refused', async () => {
  const { Vpc } = await bed.ec2.createVpc({ CidrBlock: '10.0.0.0/16' });
  const { GroupId = '' } = await bed.ec2.createSecurityGroup({
    ...{ GroupName: 'packer', Description: 'temporary', VpcId: Vpc?.VpcId ?? '' },
  });
  await expect(run({ SecurityGroupIds: [GroupId] })).rejects.toMatchObject({ name: 'InvalidParameter' });
  await expect(
    run({ SecurityGroups: ['default'], SubnetId: compute().subnets.all()[0]?.id }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterCombination',
  });
});

test('a profile is known when IAM has told EC2, which a dry run says too', async () => {
  await bed[Symbol.asyncDispose]();
  bed = await openBed({ propagates: { looks: 2 } });
  imageId = await registerImage();
  const iam = new IAM(bed.connect());
  const trust = JSON.stringify({ Statement: [] });
  await iam.createRole({ RoleName: 'build', AssumeRolePolicyDocument: trust });
  await iam.createInstanceProfile({ InstanceProfileName: 'build' });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'build', RoleName: 'build' });
  const IamInstanceProfile = { Name: 'build' };
  await expect(run({ IamInstanceProfile, DryRun: true })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining('iamInstanceProfile'),
  });
  await expect(run({ IamInstanceProfile })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await expect(run({ IamInstanceProfile, DryRun: true })).rejects.toMatchObject({ name: 'DryRunOperation' });
  const { Instances: [instance] = [] } = await run({ IamInstanceProfile });
  expect(instance?.IamInstanceProfile?.Arn).toBe('arn:aws:iam::123456789012:instance-profile/build');
  iam.destroy();
});

test('a profile without a role is refused', async () => {
  const iam = new IAM(bed.connect());
  await iam.createInstanceProfile({ InstanceProfileName: 'empty' });
  await expect(run({ IamInstanceProfile: { Name: 'empty' } })).rejects.toMatchObject({
    message: expect.stringContaining('has no associated IAM Roles'),
  });
  iam.destroy();
});

test('a disk with a key that is not there ends the machine at once', async () => {
  const { Instances: [instance] = [] } = await run({
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, KmsKeyId: 'alias/nobody' } }],
  });
  const { Reservations } = await bed.ec2.describeInstances({
    InstanceIds: [instance?.InstanceId ?? ''],
  });
  expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
    State: { Name: 'terminated' },
    StateReason: { Code: 'Client.InternalError' },
  });
});

test('volumes beyond the limit end the machine at once', async () => {
  compute().limits.volumes = 0;
  const { Instances: [instance] = [] } = await run();
  const { Reservations } = await bed.ec2.describeInstances({
    InstanceIds: [instance?.InstanceId ?? ''],
  });
  expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
    State: { Name: 'terminated' },
    StateReason: { Code: 'Client.VolumeLimitExceeded' },
  });
});

test('tags are those of each kind of resource', async () => {
  const tag = (Value: string) => [{ Key: 'what', Value }];
  await run({
    TagSpecifications: [
      { ResourceType: 'instance', Tags: tag('instance') },
      { ResourceType: 'volume', Tags: tag('volume') },
      { ResourceType: 'network-interface', Tags: tag('card') },
    ],
  });
  const tagged = await Promise.all([
    bed.ec2.describeVolumes({ Filters: [{ Name: 'tag:what', Values: ['volume'] }] }),
    bed.ec2.describeNetworkInterfaces({ Filters: [{ Name: 'tag:what', Values: ['card'] }] }),
  ]);
  expect([tagged[0].Volumes?.length, tagged[1].NetworkInterfaces?.length]).toEqual([1, 1]);
});

test('a launch template says what the request does not', async () => {
  await bed.ec2.createLaunchTemplate({
    LaunchTemplateName: 'build',
    LaunchTemplateData: {
      ImageId: imageId,
      InstanceType: 't3.small',
      UserData: Buffer.from('#!/bin/sh').toString('base64'),
    },
  });
  const { Instances: [instance] = [] } = await bed.ec2.runInstances({
    ...{ MinCount: 1, MaxCount: 1, InstanceType: 't3.micro' },
    LaunchTemplate: { LaunchTemplateName: 'build' },
  });
  expect(instance).toMatchObject({ ImageId: imageId, InstanceType: 't3.micro' });
});
