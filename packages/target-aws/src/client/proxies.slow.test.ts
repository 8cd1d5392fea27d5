import { createTestPorts, type LoopbackProxy, startLoopbackProxy } from '@strata/sdk/testing';
import { toAwsFailure } from '../errors';
import { getProblem } from '../testing/get-problem';
import { startTlsEc2, type TlsEc2 } from '../testing/tls-ec2';
import { openAwsSession } from './open-session';

let ec2: TlsEc2;
let proxy: LoopbackProxy;
beforeAll(async () => {
  ec2 = await startTlsEc2();
});
beforeEach(async () => {
  proxy = await startLoopbackProxy({ target: ec2.host, login: 'me:secret' });
});
afterEach(() => proxy[Symbol.asyncDispose]());
afterAll(() => ec2[Symbol.asyncDispose]());

const withLogin = (login: string) => proxy.origin.replace('//', `//${login}@`);

/** Asks an EC2 of that name, which only the proxy can find. */
async function ask(variables: Readonly<Record<string, string>>, limit = '20s') {
  const ports = createTestPorts();
  const all = { AWS_ENDPOINT_URL: 'https://ec2.nowhere.test', STRATA_AWS_TIMEOUT: limit, ...variables };
  const session = await openAwsSession(
    {
      ...{ access_key: 'AKIA', secret_key: 's', region: 'eu-central-1', max_retries: 0 },
      ...{ skip_credential_validation: true, insecure_skip_tls_verify: true },
    },
    {
      ports: { ...ports, environment: { ...ports.environment, variables: all } },
      signal: new AbortController().signal,
    },
  );
  try {
    const { Regions } = await session.ec2().describeRegions({});
    await session.ec2().describeRegions({});
    return Regions?.map(({ RegionName }) => RegionName);
  } catch (error) {
    throw toAwsFailure(error, { action: 'DescribeRegions' });
  } finally {
    session.close();
  }
}

test('HTTPS_PROXY is gone through, with its name and password, and one tunnel serves several requests', async () => {
  expect(await ask({ HTTPS_PROXY: withLogin('me:secret') })).toEqual(['eu-central-1']);
  expect(proxy.asked).toEqual(['CONNECT ec2.nowhere.test:443']);
});

test('a proxy that refuses is told with what it answered, and without its password', async () => {
  const told = await getProblem(ask({ HTTPS_PROXY: withLogin('me:wrong') }));
  expect(told).toMatch(/^AWS010 .*proxy.*answered 407 to CONNECT.*HTTPS_PROXY/);
  expect(told).not.toContain('wrong');
});

test('a proxy that does not answer is given up', async () => {
  await using silent = await startLoopbackProxy({ target: ec2.host, hangs: true });
  expect(await getProblem(ask({ HTTPS_PROXY: silent.origin }, '300ms'))).toMatch(/^AWS010 /);
});

test('a host of NO_PROXY is asked directly', async () => {
  expect(await ask({ AWS_ENDPOINT_URL: ec2.origin, HTTPS_PROXY: proxy.origin })).toEqual(['eu-central-1']);
  const told = await getProblem(ask({ HTTPS_PROXY: proxy.origin, NO_PROXY: '.nowhere.test' }));
  expect(told).toMatch(/^AWS010 .*ENOTFOUND|EAI_AGAIN/);
  expect(proxy.asked).toEqual([]);
});
