import { AutoScaling } from '@aws-sdk/client-auto-scaling';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import { seedImage, seedParameter, seedSecret } from '../index';
import { type Bed, home, openBed } from '../testing/bed';

let bed: Bed;
let ssm: SSM;
let sts: STS;
beforeAll(async () => {
  bed = await openBed({ pending: { looks: 1 } });
  ssm = new SSM(bed.connect());
  sts = new STS(bed.connect());
});
afterAll(() => bed[Symbol.asyncDispose]());

test('a parameter has versions, and is written over only by who says so', async () => {
  const put = (Value: string, more: object = {}) =>
    ssm.putParameter({ Name: '/app/colour', Value, Type: 'String', ...more });
  expect(await put('red')).toMatchObject({ Version: 1 });
  await expect(put('blue')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  await expect(put('blue', { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toMatchObject({
    name: 'ValidationException',
  });
  expect(await put('blue', { Overwrite: true })).toMatchObject({ Version: 2 });
  expect((await ssm.getParameter({ Name: '/app/colour' })).Parameter).toMatchObject({
    Value: 'blue',
    Version: 2,
  });
  expect(await ssm.getParameters({ Names: ['/app/colour', '/app/size'] })).toMatchObject({
    Parameters: [{ Name: '/app/colour' }],
    InvalidParameters: ['/app/size'],
  });
});

test('a parameter of an image appears when EC2 knows the image, and never when it does not', async () => {
  const image = await seedImage(bed.fake.cloud, { region: home, traits: { name: 'base' } });
  const put = (Name: string, Value: string) =>
    ssm.putParameter({ Name, Value, Type: 'String', DataType: 'aws:ec2:image' });
  await expect(put('/channel/none', 'golden')).rejects.toMatchObject({ name: 'ValidationException' });
  await put('/channel/good', image);
  await put('/channel/bad', 'ami-0123456789abcdef0');
  const read = async (Name: string) => (await ssm.getParameter({ Name })).Parameter?.Value;
  await expect(read('/channel/good')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  expect(await read('/channel/good')).toBe(image);
  await expect(read('/channel/bad')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  await expect(read('/channel/bad')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  await expect(put('/channel/bad', image)).resolves.toMatchObject({ Version: 1 });
});

test.each([
  ['aws-mine', 'AccessDeniedException'],
  ['a b', 'ValidationException'],
  ['a/b', 'ValidationException'],
  ['/1'.repeat(16), 'HierarchyLevelLimitExceededException'],
])('a parameter may not be called %s', async (Name, name) => {
  await expect(ssm.putParameter({ Name, Value: 'x', Type: 'String' })).rejects.toMatchObject({ name });
});

test('parameters of AWS’s own are there for everybody, and paths are read in pages of ten', async () => {
  const root = '/aws/service/debian/release/12';
  for (let index = 0; index < 11; index += 1)
    seedParameter(bed.fake.cloud, {
      region: home,
      name: `${root}/${index}/amd64`,
      value: 'ami-0123456789abcdef0',
    });
  expect((await ssm.getParametersByPath({ Path: root })).Parameters).toEqual([]);
  const first = await ssm.getParametersByPath({ Path: root, Recursive: true });
  expect(first.Parameters).toHaveLength(10);
  const second = await ssm.getParametersByPath({ Path: root, Recursive: true, NextToken: first.NextToken });
  expect(second.Parameters).toHaveLength(1);
  await expect(ssm.putParameter({ Name: `${root}/x`, Value: 'x', Type: 'String' })).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

test('a role is assumed for a time by who knows its external id', async () => {
  const RoleArn = 'arn:aws:iam::210987654321:role/publish';
  bed.fake.cloud.accounts.addRole(RoleArn, 'secret');
  const assume = (more: object) => sts.assumeRole({ RoleArn, RoleSessionName: 'build', ...more });
  await expect(assume({})).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(assume({ ExternalId: 'secret', DurationSeconds: 60 })).rejects.toMatchObject({
    name: 'ValidationError',
  });
  const { Credentials } = await assume({ ExternalId: 'secret', DurationSeconds: 900 });
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const assumed = new STS({ ...bed.connect(), credentials });
  expect(await assumed.getCallerIdentity({})).toMatchObject({
    Account: '210987654321',
    Arn: 'arn:aws:sts::210987654321:assumed-role/publish/build',
  });
  bed.fake.cloud.clock.advance(900_000);
  await expect(assumed.getCallerIdentity({})).rejects.toMatchObject({ name: 'ExpiredToken' });
});

test('STS reads what EC2 refuses in a secret language, and nothing else', async () => {
  bed.fake.cloud.denied.add('ec2:DescribeRegions');
  const refusal = await bed.ec2.describeRegions({}).catch(String);
  const EncodedMessage = String(refusal).split('failure message: ')[1];
  const { DecodedMessage = '' } = await sts.decodeAuthorizationMessage({ EncodedMessage });
  expect(JSON.parse(DecodedMessage)).toMatchObject({
    allowed: false,
    context: { action: 'ec2:DescribeRegions' },
  });
  await expect(sts.decodeAuthorizationMessage({ EncodedMessage: 'x' })).rejects.toMatchObject({
    name: 'InvalidAuthorizationMessageException',
  });
});

test('a secret is read by name and by ARN', async () => {
  const secrets = new SecretsManager(bed.connect());
  const arn = seedSecret(bed.fake.cloud, { region: home, name: 'db/password', value: 'hunter2' });
  expect(await secrets.getSecretValue({ SecretId: 'db/password' })).toMatchObject({
    ARN: arn,
    SecretString: 'hunter2',
  });
  expect(await secrets.getSecretValue({ SecretId: arn })).toMatchObject({ Name: 'db/password' });
  await expect(secrets.getSecretValue({ SecretId: 'else' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(secrets.getSecretValue({ SecretId: arn, VersionStage: 'AWSPREVIOUS' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('auto scaling groups are listed in pages', async () => {
  const scaling = new AutoScaling(bed.connect());
  const { groups } = bed.fake.cloud.region(home).scaling;
  for (const name of ['a', 'b'])
    groups.push({
      AutoScalingGroupName: name,
      MinSize: 0,
      MaxSize: 1,
      DesiredCapacity: 0,
      DefaultCooldown: 300,
      AvailabilityZones: [],
      HealthCheckType: 'EC2',
      CreatedTime: new Date(),
      LaunchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef0', Version: '$Latest' },
    });
  const first = await scaling.describeAutoScalingGroups({ MaxRecords: 1 });
  expect(first.AutoScalingGroups).toMatchObject([
    { AutoScalingGroupName: 'a', LaunchTemplate: { Version: '$Latest' } },
  ]);
  const second = await scaling.describeAutoScalingGroups({ MaxRecords: 1, NextToken: first.NextToken });
  expect(second.AutoScalingGroups).toMatchObject([{ AutoScalingGroupName: 'b' }]);
  await expect(scaling.describeAutoScalingGroups({ MaxRecords: 101 })).rejects.toMatchObject({
    name: 'ValidationError',
  });
});
