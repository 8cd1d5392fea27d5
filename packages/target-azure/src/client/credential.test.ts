import { Readable } from 'node:stream';
import { Secret } from '@strata/sdk';
import { createTestPorts } from '@strata/sdk/testing';
import type { AccessOptions } from '../access';
import { findCloud } from './cloud';
import type { SessionContext } from './context';
import { createCredential } from './credential';

const { signal } = new AbortController();
const application = { client_id: 'app', tenant_id: '00000000-0000-0000-0000-000000000009' };

async function create(
  access: Partial<AccessOptions>,
  context: Partial<SessionContext> = {},
  findTenant: () => Promise<string> = () => Promise.reject(new Error('nobody is asked for a tenant')),
) {
  const whole = { ports: createTestPorts(), signal, ...context };
  const place = { cloud: await findCloud(access, whole), subscription: 'sub', findTenant };
  return createCredential(access, place, whole);
}

test.each([
  ['AzureCliCredential', { use_azure_cli_auth: true }],
  ['ClientSecretCredential', { ...application, client_secret: new Secret('s') }],
  ['ClientAssertionCredential', { ...application, client_jwt: new Secret('j') }],
  [
    'ClientAssertionCredential',
    { ...application, oidc_request_url: 'https://a/', oidc_request_token: new Secret('t') },
  ],
  ['DefaultAzureCredential', {}],
  [
    'DefaultAzureCredential',
    { client_secret: new Secret(''), client_cert_path: '', client_jwt: new Secret('') },
  ],
])('%s is who asks by %j', async (name, access) => {
  expect((await create(access)).constructor.name).toBe(name);
});

test('the tenant of an application that says none is asked for', async () => {
  const found = await create(
    { client_id: 'app', client_secret: new Secret('s') },
    {},
    async () => 'asked-for',
  );
  expect(found).toMatchObject({ tenantId: 'asked-for' });
});

test('a credential that is handed in is taken', async () => {
  const credential = { getToken: async () => null };
  expect(await create({}, { credential })).toBe(credential);
});

test('a pipeline that gives no token is told, without the token by which it was asked', async () => {
  const usual = createTestPorts();
  const get = async () => ({ status: 403, headers: {}, body: Readable.from(['{"message":"no"}']) });
  const ports = { ...usual, http: { ...usual.http, get } };
  const access = {
    ...application,
    oidc_request_url: 'https://pipeline.example/t',
    oidc_request_token: new Secret('t0p'),
  };
  const credential = await create(access, { ports });
  // The SDK asks for the assertion itself before it asks Entra.
  const { getAssertion } = Object(credential);
  const ask = typeof getAssertion === 'function' ? getAssertion() : credential.getToken('https://x/.default');
  const failure = await ask.catch((error: unknown) => error);
  expect(String(failure)).toContain('status 403 of pipeline.example');
  expect(String(failure)).not.toContain('t0p');
});
