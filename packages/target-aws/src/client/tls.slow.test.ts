import { createTestPorts } from '@strata/sdk/testing';
import type { AccessOptions } from '../access';
import { explainAws } from '../errors';
import { startTlsEc2, type TlsEc2 } from '../testing/tls-ec2';
import { openAwsSession } from './open-session';

let ec2: TlsEc2;
beforeAll(async () => {
  ec2 = await startTlsEc2();
});
afterAll(() => ec2[Symbol.asyncDispose]());

function open(access: Partial<AccessOptions>) {
  const ports = createTestPorts();
  const variables = { AWS_ENDPOINT_URL: ec2.origin };
  const context = {
    ports: { ...ports, environment: { ...ports.environment, variables } },
    signal: new AbortController().signal,
  };
  const key = { access_key: 'AKIA', secret_key: 's', region: 'eu-central-1' };
  return openAwsSession({ ...key, skip_credential_validation: true, max_retries: 0, ...access }, context);
}

test('a certificate that nobody knows is not trusted, and it is said how it can be', async () => {
  const session = await open({});
  const thrown = await session
    .ec2()
    .describeRegions({})
    .catch((error: unknown) => error);
  const told = explainAws(thrown, { action: 'DescribeRegions' });
  expect(told).toMatchObject({ code: 'AWS011', hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
  session.close();
});

test('insecure_skip_tls_verify trusts anyone for EC2, and for nothing else', async () => {
  const session = await open({ insecure_skip_tls_verify: true });
  const { Regions } = await session.ec2().describeRegions({});
  expect(Regions?.map(({ RegionName }) => RegionName)).toEqual(['eu-central-1']);
  await expect(session.ssm().getParameter({ Name: '/a' })).rejects.toThrow(/certificate/);
  session.close();
});
