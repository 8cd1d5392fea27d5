import { EC2 } from '@aws-sdk/client-ec2';
import { STS } from '@aws-sdk/client-sts';
import { type FakeAws, startFakeAws } from './index';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.faults.clear();
  fake.log.clear();
  fake.cloud.denied.clear();
});
afterAll(() => fake.close());

const connect = (more: object = {}) => ({
  endpoint: fake.endpoint,
  region: 'eu-west-1',
  credentials: fake.key,
  maxAttempts: 1,
  ...more,
});

test('a client of the SDK is understood, and told who it is', async () => {
  const answer = await new STS(connect()).getCallerIdentity({});
  expect(answer).toMatchObject({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/builder' });
});

test('regions are those of the cloud', async () => {
  const { Regions } = await new EC2(connect()).describeRegions({
    Filters: [{ Name: 'region-name', Values: ['eu-*'] }],
  });
  expect(Regions?.map(({ RegionName }) => RegionName)).toEqual(['eu-central-1', 'eu-west-1', 'eu-north-1']);
  expect(fake.log.calls).toMatchObject([
    { service: 'ec2', action: 'DescribeRegions', region: 'eu-west-1', mutating: false },
  ]);
});

test.each([
  ['an unknown key', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' }],
  ['another secret', () => ({ ...fake.key, secretAccessKey: 'x' })],
  ['a token that does not belong to the key', () => ({ ...fake.key, sessionToken: 'x' })],
])('%s is refused by each service in its own words', async (_title, given) => {
  const credentials = typeof given === 'function' ? given() : given;
  await expect(new EC2(connect({ credentials })).describeRegions({})).rejects.toMatchObject({
    name: 'AuthFailure',
  });
  await expect(new STS(connect({ credentials })).getCallerIdentity({})).rejects.toMatchObject({
    name: expect.stringMatching(/^(InvalidClientTokenId|SignatureDoesNotMatch)$/),
  });
});

test('a region that the account does not have does not know its key', async () => {
  await expect(new EC2(connect({ region: 'me-south-1' })).describeRegions({})).rejects.toMatchObject({
    name: 'AuthFailure',
  });
});

test('what the caller may not do is refused, and STS alone reads why', async () => {
  fake.cloud.denied.add('ec2:DescribeRegions');
  await expect(new EC2(connect()).describeRegions({})).rejects.toMatchObject({
    name: 'UnauthorizedOperation',
    message: expect.stringContaining('Encoded authorization failure message: '),
  });
});

test('a dry run says what would have been', async () => {
  await expect(new EC2(connect()).describeRegions({ DryRun: true })).rejects.toMatchObject({
    name: 'DryRunOperation',
    $metadata: { httpStatusCode: 412 },
  });
});

test('a fault meets as many calls as it is told, and the SDK tries those again that AWS wants tried again', async () => {
  fake.faults.add({ action: 'DescribeRegions', code: 'RequestLimitExceeded', status: 503, times: 1 });
  await new EC2(connect({ maxAttempts: 2 })).describeRegions({});
  expect(fake.log.calls.map(({ error }) => error)).toEqual(['RequestLimitExceeded', undefined]);
});

test('a connection breaks before or after the effect', async () => {
  fake.faults.add({ action: 'DescribeRegions', reset: 'before' });
  await expect(new EC2(connect()).describeRegions({})).rejects.toThrow('ECONNRESET');
  fake.faults.add({ action: '*', reset: 'after' });
  await expect(new EC2(connect()).describeRegions({})).rejects.toThrow('ECONNRESET');
  expect(fake.log.calls.map(({ error }) => error)).toEqual(['reset', 'reset']);
});

test('an action that is not there yet is no answer of AWS', async () => {
  await expect(new EC2(connect()).describeVpcPeeringConnections({})).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
  });
});
