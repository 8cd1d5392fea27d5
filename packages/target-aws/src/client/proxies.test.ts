import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoopbackProxy, startLoopbackProxy } from '@strata/sdk/testing';
import { getProblem } from '../testing/get-problem';
import { type OpenedFake, openFake } from '../testing/open-fake';
import { openAwsSession } from './open-session';
import { getProxies } from './proxies';

let opened: OpenedFake;
let proxy: LoopbackProxy;
beforeAll(async () => {
  opened = await openFake();
});
beforeEach(async () => {
  proxy = await startLoopbackProxy({ target: new URL(opened.fake.endpoint).host });
});
afterEach(() => proxy[Symbol.asyncDispose]());
afterAll(() => opened[Symbol.asyncDispose]());

async function ask(more: Readonly<Record<string, string>>) {
  const { environment } = opened.ports;
  const variables = { ...environment.variables, ...more };
  const ports = { ...opened.ports, environment: { ...environment, variables } };
  const session = await openAwsSession({ max_retries: 0 }, { ...opened.context, ports });
  try {
    return (await session.ec2().describeRegions({})).Regions?.length;
  } finally {
    session.close();
  }
}

test('an endpoint without TLS is asked by way of HTTP_PROXY, with signatures that hold', async () => {
  expect(await ask({ AWS_ENDPOINT_URL: 'http://aws.test:81', HTTP_PROXY: proxy.origin })).toBeGreaterThan(0);
  expect(proxy.asked).toEqual(['POST http://aws.test:81/', 'POST http://aws.test:81/']);
});

test('a role of a profile is taken on by way of the proxy, too', async () => {
  opened.fake.cloud.accounts.addRole('arn:aws:iam::123456789012:role/ci');
  const folder = mkdtempSync(join(tmpdir(), 'strata-proxies-'));
  const { fake } = opened;
  const config = join(folder, 'config');
  const credentials = join(folder, 'credentials');
  const role = 'role_arn = arn:aws:iam::123456789012:role/ci\nsource_profile = base\nregion = eu-west-1\n';
  writeFileSync(config, `[profile ci]\n${role}`);
  const key = `aws_access_key_id = ${fake.key.accessKeyId}\naws_secret_access_key = ${fake.key.secretAccessKey}\n`;
  writeFileSync(credentials, `[base]\n${key}`);
  const endpoint = 'http://aws.test:81';
  // The SDK's own client of STS reads nothing else.
  process.env['AWS_ENDPOINT_URL'] = endpoint;
  const files = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_PROFILE: 'ci' };
  const noKey = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  await ask({ ...files, ...noKey, AWS_ENDPOINT_URL: endpoint, HTTP_PROXY: proxy.origin });
  delete process.env['AWS_ENDPOINT_URL'];
  rmSync(folder, { recursive: true });
  expect(fake.log.of('AssumeRole')).toHaveLength(1);
  expect(proxy.asked).toHaveLength(3);
});

test('this machine itself is never asked by way of a proxy', async () => {
  expect(await ask({ HTTP_PROXY: proxy.origin, ALL_PROXY: proxy.origin })).toBeGreaterThan(0);
  expect(proxy.asked).toEqual([]);
});

test('where a web server runs this, HTTP_PROXY is what a request says, and counts for nothing', () => {
  expect(getProxies({ HTTP_PROXY: 'http://proxy.test', REQUEST_METHOD: 'GET' }).http).toBeUndefined();
  expect(getProxies({ HTTP_PROXY: 'http://proxy.test' }).http).toBe('http://proxy.test');
});

test('what is no address of a proxy is told at once, all of it, and without its password', async () => {
  const told = await getProblem(ask({ HTTPS_PROXY: 'socks5://me:secret@a', HTTP_PROXY: 'http://:secret@' }));
  expect(told?.match(/AWS032/g)).toHaveLength(2);
  expect(told).toMatch(/HTTPS_PROXY/);
  expect(told).not.toContain('secret');
});
