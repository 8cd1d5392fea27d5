import { createSecretFilter, reveal, Secret } from '@strata/sdk';
import { listen } from '@strata/sdk/testing';
import { getProblem } from '../testing/get-problem';
import { type OpenedFake, openFake } from '../testing/open-fake';
import { openAwsSession } from './open-session';

let opened: OpenedFake;
beforeAll(async () => {
  opened = await openFake();
});
afterEach(() => {
  opened.fake.faults.clear();
  opened.fake.log.clear();
  opened.calls.length = 0;
});
afterAll(() => opened[Symbol.asyncDispose]());

/** The same cloud under other variables. */
function withVariables(variables: Readonly<Record<string, string | undefined>>) {
  const { environment } = opened.ports;
  const ports = {
    ...opened.ports,
    environment: { ...environment, variables: { ...environment.variables, ...variables } },
  };
  return { ...opened.context, ports };
}

const NO_KEY = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

test('the environment says where, who and in which region', async () => {
  const session = await opened.open();
  expect(session.region).toBe('eu-central-1');
  expect(await session.caller()).toEqual({
    account: '123456789012',
    arn: 'arn:aws:iam::123456789012:user/builder',
  });
  expect(opened.fake.log.calls.map(({ action }) => action)).toEqual(['GetCallerIdentity']);
});

test('a key and a region of the options come before those of the environment', async () => {
  const key = opened.fake.cloud.accounts.addUser('210987654321', 'other');
  const session = await opened.open({
    access_key: key.accessKeyId,
    secret_key: new Secret(key.secretAccessKey),
    region: 'us-east-1',
  });
  expect([session.region, (await session.caller()).account]).toEqual(['us-east-1', '210987654321']);
});

test('clients are made once for each region and ask there', async () => {
  const session = await opened.open();
  expect(session.ec2('us-east-1')).toBe(session.ec2('us-east-1'));
  await session.ec2('us-east-1').describeRegions({});
  await session.ec2().describeRegions({});
  expect(opened.fake.log.of('DescribeRegions').map(({ region }) => region)).toEqual([
    'us-east-1',
    'eu-central-1',
  ]);
});

test('a role is taken on, its login is used, and its secrets are kept out of sight', async () => {
  const secrets = createSecretFilter();
  const registered: string[] = [];
  const register = (text: string | Secret) => {
    registered.push(reveal(text));
    return secrets.register(text);
  };
  const role = {
    role_arn: 'arn:aws:iam::123456789012:role/images',
    session_name: 'ci',
    duration_seconds: undefined,
    external_id: undefined,
    policy: undefined,
    policy_arns: undefined,
    tags: { team: 'web' },
    transitive_tag_keys: undefined,
  };
  opened.fake.cloud.accounts.addRole(role.role_arn);
  const session = await openAwsSession({ assume_role: role }, { ...opened.context, secrets: { register } });
  expect((await session.caller()).arn).toBe('arn:aws:sts::123456789012:assumed-role/images/ci');
  expect(opened.fake.log.of('AssumeRole')).toMatchObject([
    { input: { RoleArn: role.role_arn, RoleSessionName: 'ci', Tags: [{ Key: 'team', Value: 'web' }] } },
  ]);
  await session.ec2().describeRegions({});
  await session.ec2('us-east-1').describeRegions({});
  expect(opened.fake.log.of('AssumeRole')).toHaveLength(1);
  expect(registered.some((text) => secrets.mask(text) !== text)).toBe(true);
  session.close();
});

test.each([
  ['no credentials', NO_KEY, {}, /^AWS001 There are no credentials.*AWS_PROFILE/],
  ['a profile that is not there', NO_KEY, { profile: 'nobody' }, /^AWS001 .*nobody.*list-profiles/],
  ['no region', { AWS_REGION: undefined }, {}, /^AWS002 .*AWS_REGION/],
  ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'wrong' }, {}, /^AWS003 .*secret/],
  ['an unknown key', { AWS_ACCESS_KEY_ID: 'AKIANOBODY' }, {}, /^AWS003 .*key/],
  ['an endpoint that is no address', { AWS_ENDPOINT_URL_STS: 'nowhere' }, {}, /^AWS032 AWS_ENDPOINT_URL_STS/],
  ['a time limit that is none', { STRATA_AWS_TIMEOUT: 'soon' }, {}, /^AWS032 STRATA_AWS_TIMEOUT/],
  ['nobody at the endpoint', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, {}, /^AWS010 .*ECONNREFUSED/],
])('%s is told', async (_, variables, access, expected) => {
  expect(await getProblem(openAwsSession(access, withVariables(variables)))).toMatch(expected);
});

test('credentials are not looked at when the options say so', async () => {
  const context = withVariables({ AWS_SECRET_ACCESS_KEY: 'wrong' });
  const session = await openAwsSession({ skip_credential_validation: true }, context);
  expect(opened.fake.log.calls).toEqual([]);
  session.close();
});

test('who one is for AWS is asked once, and again when the answer was none', async () => {
  const session = await opened.open({ skip_credential_validation: true, max_retries: 0 });
  opened.fake.faults.add({ action: 'GetCallerIdentity', code: 'InternalFailure', status: 500 });
  expect(await getProblem(session.caller())).toMatch(/^AWS012 .*GetCallerIdentity/);
  const [first, second] = await Promise.all([session.caller(), session.caller()]);
  expect([first.account, second]).toEqual(['123456789012', first]);
  expect(opened.fake.log.of('GetCallerIdentity')).toHaveLength(2);
});

test('an endpoint for EC2 alone comes with how to leave STS out', async () => {
  const context = withVariables({ AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' });
  const access = { custom_endpoint_ec2: opened.fake.endpoint, max_retries: 0 };
  expect(await getProblem(openAwsSession(access, context))).toMatch(
    /^AWS010 .*GetCallerIdentity.* skip_credential_validation = true /,
  );
  expect(await getProblem(openAwsSession({ max_retries: 0 }, context))).toMatch(/^AWS010 .* HTTPS_PROXY/);
});

test('the EC2 instance that this runs on says the region', async () => {
  await using metadata = await listen(({ method, url, headers }, response) => {
    if (method === 'PUT' && url === '/latest/api/token') return response.end('token-1');
    const isAsked = url === '/latest/meta-data/placement/region';
    const isKnown = headers['x-aws-ec2-metadata-token'] === 'token-1';
    return isAsked && isKnown ? response.end('eu-west-1') : response.writeHead(401).end();
  });
  const variables = {
    AWS_REGION: undefined,
    AWS_EC2_METADATA_DISABLED: undefined,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.origin,
  };
  const session = await openAwsSession({}, withVariables(variables));
  expect(session.region).toBe('eu-west-1');
  session.close();
  const skipping = openAwsSession({ skip_metadata_api_check: true }, withVariables(variables));
  expect(await getProblem(skipping)).toMatch(/^AWS002/);
});

test.each([
  ['throttled five times', { code: 'RequestLimitExceeded', status: 503, times: 5 }, 6],
  ['a fault of AWS', { code: 'InternalError', status: 500, times: 3 }, 4],
  ['a connection that breaks before', { reset: 'before' as const, times: 2 }, 3],
  ['a connection that breaks after', { reset: 'after' as const, times: 2 }, 3],
])('%s is tried again, and the tries are told', async (_, fault, attempts) => {
  const session = await opened.open({ skip_credential_validation: true });
  opened.fake.faults.add({ action: 'DescribeRegions', ...fault });
  const { Regions = [] } = await session.ec2().describeRegions({});
  expect(Regions.length).toBeGreaterThan(0);
  expect(opened.calls).toMatchObject([
    {
      service: 'EC2',
      action: 'DescribeRegions',
      region: 'eu-central-1',
      attempts,
    },
  ]);
});

test('after max_retries the last error comes through', async () => {
  const session = await opened.open({ max_retries: 2 });
  opened.fake.faults.add({ action: 'DescribeRegions', code: 'RequestLimitExceeded', status: 503, times: 9 });
  await expect(session.ec2().describeRegions({})).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
  expect(opened.fake.log.of('DescribeRegions')).toHaveLength(3);
});

test.each(['before', 'after'] as const)('a call that hangs %s its effect is given up', async (hang) => {
  const context = withVariables({ STRATA_AWS_TIMEOUT: '100ms' });
  const session = await openAwsSession({ max_retries: 1 }, context);
  opened.fake.faults.add({ action: 'DescribeRegions', hang, times: 5 });
  await expect(session.ec2().describeRegions({})).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(opened.fake.log.of('DescribeRegions')).toHaveLength(2);
  session.close();
});

test('an answer that stops in the middle is given up', async () => {
  await using server = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '5000' });
    response.write('<DescribeRegionsResponse>');
  });
  const context = withVariables({ STRATA_AWS_TIMEOUT: '100ms', AWS_ENDPOINT_URL: server.origin });
  const session = await openAwsSession({ max_retries: 0, skip_credential_validation: true }, context);
  await expect(session.ec2().describeRegions({})).rejects.toMatchObject({ name: 'TimeoutError' });
  session.close();
});

test('a refusal is decoded when the options say so', async () => {
  const session = await opened.open({ decode_authorization_messages: true });
  opened.fake.cloud.denied.add('ec2:DescribeRegions');
  await expect(session.ec2().describeRegions({})).rejects.toMatchObject({
    name: 'UnauthorizedOperation',
    message: expect.stringMatching(
      /No policy allows arn:aws:iam::123456789012:user\/builder ec2:DescribeRegions|A policy denies/,
    ),
  });
  opened.fake.cloud.denied.clear();
});
