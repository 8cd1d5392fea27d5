import { createMemoryFiles, createTestPorts, type Loopback, tellRequest } from '@strata/sdk/testing';
import { CONSUL_TOKEN, startConsul } from '../testing/fake-consul';
import { readConsul } from './consul';

const signal = new AbortController().signal;

function read(name: string, variables: Readonly<Record<string, string>>, files = {}) {
  const ports = createTestPorts();
  const environment = { ...ports.environment, variables };
  return readConsul(name, { ports: { ...ports, environment, files: createMemoryFiles(files) }, signal });
}

describe('with Consul', () => {
  let consul: Loopback;
  beforeEach(async () => {
    consul = await startConsul();
  });
  afterEach(() => consul[Symbol.asyncDispose]());

  const settings = () => ({ CONSUL_HTTP_ADDR: consul.origin, CONSUL_HTTP_TOKEN: CONSUL_TOKEN });

  test.each([
    ['app/version', '1.2.3'],
    ['app/a b', 'blank'],
  ])('the value of %s is read', async (name, text) => {
    expect(await read(name, settings())).toEqual({ text });
  });

  test('an address needs no scheme, and the token may be in a file', async () => {
    const variables = {
      CONSUL_HTTP_ADDR: consul.origin.slice('http://'.length),
      CONSUL_HTTP_TOKEN_FILE: '/token',
    };
    expect(await read('app/version', variables, { '/token': `${CONSUL_TOKEN}\n` })).toEqual({
      text: '1.2.3',
    });
  });

  test('the namespace goes with the question', async () => {
    await read('app/version', { ...settings(), CONSUL_NAMESPACE: 'team' });
    expect(consul.asked.map(tellRequest)).toEqual(['GET /v1/kv/app/version?ns=team']);
  });

  test.each([
    ['app/nope', {}, 'key does not exist at the given path: app/nope'],
    ['app/empty', {}, 'value is empty at path app/empty'],
    ['app/bytes', {}, 'the value of "app/bytes" in Consul is no text in UTF-8'],
    ['/app/version', {}, 'keys of Consul do not begin with "/": write "app/version"'],
    [
      'app/version',
      { CONSUL_HTTP_TOKEN: '' },
      "(Permission denied: anonymous token lacks permission 'key:read'): check CONSUL_HTTP_TOKEN",
    ],
    ['app/version', { CONSUL_HTTP_TOKEN: 'wrong' }, '(ACL not found): check CONSUL_HTTP_TOKEN'],
  ])('of %s with %j it is told what is wrong', async (name, variables, reason) => {
    expect(await read(name, { ...settings(), ...variables })).toEqual({
      problem: expect.stringContaining(reason),
    });
  });
});

test.each([
  [
    { CONSUL_HTTP_ADDR: 'unix:///run/consul.sock' },
    'CONSUL_HTTP_ADDR is "unix:///run/consul.sock", which is no address',
  ],
  [{ CONSUL_HTTP_TOKEN_FILE: '/nope' }, 'CONSUL_HTTP_TOKEN_FILE is "/nope", and no file can be read there'],
  [
    { CONSUL_HTTP_ADDR: '127.0.0.1:1' },
    'cannot be reached (connect ECONNREFUSED 127.0.0.1:1); CONSUL_HTTP_ADDR says where it is',
  ],
])('with %j it is told what is missing', async (variables, reason) => {
  expect(await read('app/version', variables)).toEqual({ problem: expect.stringContaining(reason) });
});
