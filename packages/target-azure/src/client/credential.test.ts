import { Readable } from 'node:stream';
import { Secret } from '@strata/sdk';
import { createTestPorts } from '@strata/sdk/testing';
import type { AccessOptions } from '../access';
import { findCloud } from './cloud';
import { createCredential } from './credential';

const { signal } = new AbortController();
const application = { client_id: 'app', tenant_id: '00000000-0000-0000-0000-000000000009' };

async function create(access: Partial<AccessOptions>, variables: Readonly<Record<string, string>> = {}) {
  const usual = createTestPorts();
  const ports = { ...usual, environment: { ...usual.environment, variables } };
  const context = { ports, signal };
  return createCredential(access, await findCloud(access, context), context);
}

test.each([
  ['AzureCliCredential', { use_azure_cli_auth: true }],
  ['ClientSecretCredential', { ...application, client_secret: new Secret('s') }],
  ['ClientCertificateCredential', { ...application, client_cert_path: '/c.pem' }],
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

test('a credential that is handed in is taken', async () => {
  const credential = { getToken: async () => null };
  const context = { ports: createTestPorts(), signal, credential };
  expect(createCredential({}, await findCloud({}, context), context)).toBe(credential);
});

test('a pipeline that gives no token is told, without the token by which it was asked', async () => {
  const usual = createTestPorts();
  const get = async () => ({ status: 403, headers: {}, body: Readable.from(['{"message":"no"}']) });
  const context = { ports: { ...usual, http: { ...usual.http, get } }, signal };
  const access = {
    ...application,
    oidc_request_url: 'https://pipeline.example/t',
    oidc_request_token: new Secret('t0p'),
  };
  const credential = createCredential(access, await findCloud({}, context), context);
  // The SDK asks for the assertion itself before it asks Entra.
  const { getAssertion } = Object(credential);
  const ask = typeof getAssertion === 'function' ? getAssertion() : credential.getToken('https://x/.default');
  const failure = await ask.catch((error: unknown) => error);
  expect(String(failure)).toContain('status 403 of pipeline.example');
  expect(String(failure)).not.toContain('t0p');
});
