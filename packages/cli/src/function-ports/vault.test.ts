import { createMemoryFiles, createTestPorts, type Loopback, listen } from '@strata/sdk/testing';
import { startVault, VAULT_NAMESPACE, VAULT_TOKEN } from '../testing/fake-vault';
import { readVault } from './vault';

const signal = new AbortController().signal;

function read(name: string, variables: Readonly<Record<string, string>>, files = {}) {
  const ports = createTestPorts();
  const environment = { ...ports.environment, variables, home: '/users/test' };
  return readVault(name, { ports: { ...ports, environment, files: createMemoryFiles(files) }, signal });
}

describe('with Vault', () => {
  let vault: Loopback;
  beforeEach(async () => {
    vault = await startVault();
  });
  afterEach(() => vault[Symbol.asyncDispose]());

  const settings = () => ({ VAULT_ADDR: vault.origin, VAULT_TOKEN });

  test.each([
    ['secret/data/hello', '{"foo":"world","port":5432}'],
    ['/secret/data/hello', '{"foo":"world","port":5432}'],
    ['secret/data/with space', '{"foo":"blank"}'],
    ['kv/hello', '{"foo":"first"}'],
    ['kv/data', '{"data":"plain"}'],
  ])('the keys of %s are read, of either version of the store', async (name, text) => {
    expect(await read(name, settings())).toEqual({ text });
  });

  test('the token is taken from where "vault login" leaves it', async () => {
    const files = { '/users/test/.vault-token': `${VAULT_TOKEN}\n` };
    expect(await read('kv/hello', { VAULT_ADDR: vault.origin }, files)).toEqual({ text: '{"foo":"first"}' });
  });

  test('an address may have a slash or a path at its end', async () => {
    const variables = { VAULT_ADDR: `${vault.origin}/`, VAULT_TOKEN, VAULT_NAMESPACE };
    expect(await read('kv/hello', variables)).toEqual({ text: '{"foo":"first"}' });
  });

  test.each([
    ['secret/data/nope', {}, 'Vault has no secret at "secret/data/nope"'],
    [
      'secret/hello',
      {},
      'the path of a KV v2 store has "data" behind its mount, as in "secret/data/hello" (Invalid path',
    ],
    ['secret/data/gone', {}, 'the newest version of "secret/data/gone" in Vault was deleted'],
    ['elsewhere/x', {}, 'Vault refused to show "elsewhere/x" (permission denied): check VAULT_TOKEN'],
    [
      'kv/hello',
      { VAULT_TOKEN: 'wrong' },
      'Vault refused to show "kv/hello" (permission denied): check VAULT_TOKEN',
    ],
    ['kv/hello', { VAULT_NAMESPACE: 'other/' }, 'Vault has no secret at "kv/hello"'],
    ['sys/sealed', {}, 'is sealed or being maintained (Vault is sealed)'],
  ])('of %s with %j it is told what is wrong', async (name, variables, reason) => {
    expect(await read(name, { ...settings(), ...variables })).toEqual({
      problem: expect.stringContaining(reason),
    });
  });

  test('a server that is busy is asked three times', async () => {
    await read('sys/sealed', settings());
    expect(vault.asked).toHaveLength(3);
  });

  test('a standby leads to the active server', async () => {
    await using standby = await listen((request, response) =>
      response.writeHead(307, { Location: `${vault.origin}${request.url}` }).end(),
    );
    const variables = { VAULT_ADDR: standby.origin, VAULT_TOKEN };
    expect(await read('kv/hello', variables)).toEqual({ text: '{"foo":"first"}' });
  });
});

test('servers that lead to each other are left', async () => {
  await using circle = await listen((request, response) =>
    response.writeHead(307, { Location: request.url }).end(),
  );
  const answer = await read('kv/hello', { VAULT_ADDR: circle.origin, VAULT_TOKEN });
  expect(answer).toEqual({ problem: expect.stringContaining('the server redirects without end') });
});

test('an answer that is no end is cut off', async () => {
  await using endless = await listen((_, response) => {
    const more = () => response.write('x'.repeat(1 << 20), () => response.destroyed || setImmediate(more));
    more();
  });
  const answer = await read('kv/hello', { VAULT_ADDR: endless.origin, VAULT_TOKEN });
  expect(answer).toEqual({ problem: expect.stringContaining('the answer is larger than 4 MiB') });
});

test('a server that says nothing is not waited for longer than VAULT_CLIENT_TIMEOUT', async () => {
  await using silent = await listen(() => undefined);
  const variables = { VAULT_ADDR: silent.origin, VAULT_TOKEN, VAULT_CLIENT_TIMEOUT: '0.05s' };
  expect(await read('kv/hello', variables)).toEqual({
    problem: expect.stringContaining('no answer within 0.05 seconds'),
  });
});

test.each([
  [{}, 'VAULT_ADDR is not set'],
  [{ VAULT_ADDR: 'vault:8200', VAULT_TOKEN }, 'VAULT_ADDR is "vault:8200", which is no address'],
  [{ VAULT_ADDR: 'https://vault.example.com' }, 'VAULT_TOKEN is not set, and there is no ~/.vault-token'],
  [
    { VAULT_ADDR: 'https://vault.example.com', VAULT_TOKEN, VAULT_CACERT: '/nope.pem' },
    'VAULT_CACERT is "/nope.pem", and no file can be read there',
  ],
  [
    { VAULT_ADDR: 'http://127.0.0.1:1', VAULT_TOKEN },
    'cannot be reached (connect ECONNREFUSED 127.0.0.1:1); check VAULT_ADDR',
  ],
])('with %j it is told what is missing', async (variables, reason) => {
  expect(await read('kv/hello', variables)).toEqual({ problem: expect.stringContaining(reason) });
});
