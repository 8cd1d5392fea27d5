import { createHttp } from '@strata/sdk/node';
import { createTestPorts, type Loopback, listen } from '@strata/sdk/testing';
import { getProblem } from '../../testing/get-problem';
import { readVaultCredentials } from './vault';

let server: Loopback;
let answer: { status: number; body: unknown };
beforeEach(async () => {
  server = await listen((_, response) => response.writeHead(answer.status).end(JSON.stringify(answer.body)));
});
afterEach(() => server[Symbol.asyncDispose]());

const options = { name: 'images', role_arn: undefined, ttl: undefined, engine_name: 'aws' };

function read(more: Partial<Parameters<typeof readVaultCredentials>[0]> = {}, variables = {}) {
  const ports = createTestPorts();
  const environment = {
    ...ports.environment,
    variables: { VAULT_ADDR: server.origin, VAULT_TOKEN: 'vault-token', ...variables },
  };
  const context = {
    ports: { ...ports, environment, http: createHttp() },
    signal: new AbortController().signal,
  };
  return { reading: readVaultCredentials({ ...options, ...more }, context), now: ports.clock.now() };
}

test('Vault is asked for the role, and says how long the key holds', async () => {
  answer = {
    status: 200,
    body: { lease_duration: 600, data: { access_key: 'ASIA', secret_key: 's', security_token: 't' } },
  };
  const { reading, now } = read({
    engine_name: '/cloud/aws/',
    ttl: '600s',
    role_arn: 'arn:aws:iam::1:role/x',
  });
  expect(await reading).toEqual({
    accessKeyId: 'ASIA',
    secretAccessKey: 's',
    sessionToken: 't',
    expiration: new Date(now + 600_000),
  });
  expect(server.asked).toMatchObject([
    {
      url: '/v1/cloud/aws/creds/images?role_arn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fx&ttl=600s',
      headers: { 'x-vault-token': 'vault-token' },
    },
  ]);
});

test('a key of a user has no token', async () => {
  answer = { status: 200, body: { data: { access_key: 'AKIA', secret_key: 's', security_token: null } } };
  expect(await read().reading).toEqual({ accessKeyId: 'AKIA', secretAccessKey: 's' });
});

test.each([
  [403, { errors: ['permission denied'] }, /^AWS023 .*answered 403: permission denied/],
  [200, { data: {} }, /^AWS023 .*answered 200/],
  [200, 'no object', /^AWS023 .*answered 200/],
])('an answer of %i with %j is told', async (status, body, expected) => {
  answer = { status, body };
  expect(await getProblem(read().reading)).toMatch(expected);
});

test.each([
  [{ VAULT_TOKEN: undefined }, /^AWS023 VAULT_ADDR and VAULT_TOKEN are not both set/],
  [{ VAULT_ADDR: 'vault' }, /^AWS023 VAULT_ADDR is "vault"/],
])('the variables %j are told', async (variables, expected) => {
  expect(await getProblem(read({}, variables).reading)).toMatch(expected);
});
