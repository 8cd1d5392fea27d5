import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestPorts } from '@strata/sdk/testing';
import type { AccessOptions } from '../access';
import { explainAws } from '../errors';
import { openAwsSession } from './open-session';

/** An EC2 with a certificate that nobody knows; `openssl` makes it, as Node cannot. */
let folder: string;
let server: Server;
let origin: string;

const ANSWER = `<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
<requestId>r</requestId><regionInfo><item><regionName>eu-central-1</regionName></item></regionInfo>
</DescribeRegionsResponse>`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strata-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const form = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=ec2.test'];
  execFileSync('openssl', ['req', ...form, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
    response.writeHead(200, { 'content-type': 'text/xml' }).end(ANSWER),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

function open(access: Partial<AccessOptions>) {
  const ports = createTestPorts();
  const variables = { AWS_ENDPOINT_URL: origin };
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
