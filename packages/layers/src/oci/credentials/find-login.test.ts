import { type ProcessSpec, reveal } from '@strata/sdk';
import { createTestPorts } from '@strata/sdk/testing';
import { findLogin } from './find-login';

const encode = (text: string) => Buffer.from(text).toString('base64');
const { signal } = new AbortController();

interface Machine {
  /** Files, as values of JSON. */
  readonly files?: Readonly<Record<string, unknown>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** What helpers print, by `<program> <input>`, and the code they end with. */
  readonly helpers?: Readonly<Record<string, readonly [number, string]>>;
}

function find(reference: string, { files = {}, variables = {}, helpers = {} }: Machine) {
  const ran: ProcessSpec[] = [];
  const texts = Object.entries(files).map(([path, value]) => [
    path,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const ports = createTestPorts(Object.fromEntries(texts));
  const processes = {
    run: async (spec: ProcessSpec) => {
      ran.push(spec);
      const [code, text] = helpers[`${spec.command} ${spec.stdin}`] ?? [1, 'credentials not found in x\n'];
      spec.onOutput?.('stdout', Buffer.from(text));
      return { code, signal: undefined };
    },
  };
  const environment = { ...ports.environment, variables };
  const [registry = '', ...words] = reference.split('/');
  const place = { registry, repository: words.join('/') };
  return { ran, login: findLogin({ ports: { ...ports, processes, environment }, signal }, place) };
}

const { home: ownFolder } = createTestPorts().environment;
const home = `${ownFolder}/.docker/config.json`;
const entry = (text: string) => ({ auth: encode(text) });

test('a login that docker keeps in its file', async () => {
  const files = { [home]: { auths: { 'registry.example:5000': entry('me:a:b') } } };
  const found = await find('registry.example:5000/team/app', { files }).login;
  expect(found).toMatchObject({ username: 'me', source: home });
  expect(reveal(found?.password ?? '')).toBe('a:b');
  expect(JSON.stringify(found)).not.toContain('a:b');
  expect(await find('other.example/team/app', { files }).login).toBeUndefined();
});

test.each([
  ['with a scheme', 'https://registry.example'],
  ['with the path of an API', 'https://registry.example/v2/'],
  ['with a part of the repository', 'registry.example/team'],
  ['with the repository', 'registry.example/team/app'],
])('a registry written %s is found', async (_, name) => {
  const files = { [home]: { auths: { [name]: entry('me:x') } } };
  expect(await find('registry.example/team/app', { files }).login).toMatchObject({ username: 'me' });
});

test('the nearest of podman’s logins counts', async () => {
  const auths = {
    'registry.example': entry('all:x'),
    'registry.example/team': entry('team:x'),
    'registry.example/team/application': entry('other:x'),
  };
  const files = { [home]: { auths } };
  expect(await find('registry.example/team/app', { files }).login).toMatchObject({ username: 'team' });
  expect(await find('registry.example/x', { files }).login).toMatchObject({ username: 'all' });
});

test('Docker Hub has another name in the file', async () => {
  const files = { [home]: { auths: { 'https://index.docker.io/v1/': entry('me:x') } } };
  expect(await find('docker.io/me/app', { files }).login).toMatchObject({ username: 'me' });
});

test('an identity token is one', async () => {
  const files = {
    [home]: {
      auths: { 'r.example': { ...entry('00000000-0000-0000-0000-000000000000:'), identitytoken: 't' } },
    },
  };
  const { identityToken = '' } = (await find('r.example/app', { files }).login) ?? {};
  expect(reveal(identityToken)).toBe('t');
});

test('podman’s file comes first, and a file that is named counts alone', async () => {
  const file = (name: string) => ({ auths: { 'r.example': entry(`${name}:x`) } });
  const files = {
    [home]: file('docker'),
    [`${ownFolder}/.config/containers/auth.json`]: file('podman'),
    '/run/user/1/containers/auth.json': file('runtime'),
    '/named/config.json': file('named'),
    '/auth.json': file('auth'),
    '/empty.json': {},
  };
  const getName = async (variables: Machine['variables'] = {}) =>
    (await find('r.example/app', { files, variables }).login)?.username;
  expect(await getName()).toBe('podman');
  expect(await getName({ XDG_RUNTIME_DIR: '/run/user/1' })).toBe('runtime');
  expect(await getName({ DOCKER_CONFIG: '/named' })).toBe('named');
  expect(await getName({ REGISTRY_AUTH_FILE: '/auth.json', DOCKER_CONFIG: '/named' })).toBe('auth');
  expect(await getName({ REGISTRY_AUTH_FILE: '/empty.json' })).toBeUndefined();
});

test('a helper is asked with the registry on its input and with nothing in its arguments', async () => {
  const files = {
    [home]: { credsStore: 'desktop', credHelpers: { 'r.example': 'ecr-login' }, auths: { 'r.example': {} } },
  };
  const helpers = {
    'docker-credential-ecr-login r.example': [0, '{"Username":"AWS","Secret":"hunter2"}'],
    'docker-credential-desktop other.example': [0, '{"Username":"<token>","Secret":"refresh"}'],
  } as const;
  const { login, ran } = find('r.example/app', { files, helpers });
  const found = await login;
  expect(found?.username).toBe('AWS');
  expect(reveal(found?.password ?? '')).toBe('hunter2');
  expect(JSON.stringify(found)).not.toContain('hunter2');
  expect(ran.map(({ command, args }) => [command, args])).toEqual([['docker-credential-ecr-login', ['get']]]);
  const other = await find('other.example/app', { files, helpers }).login;
  expect(reveal(other?.identityToken ?? '')).toBe('refresh');
});

test('a helper without the login leaves it to the file', async () => {
  const files = { [home]: { credsStore: 'pass', auths: { 'r.example': entry('me:x') } } };
  expect(await find('r.example/app', { files }).login).toMatchObject({ username: 'me' });
});

test.each([
  ['a file that is no JSON', { files: { [home]: '{' } }, /config\.json.*no JSON object/],
  [
    'a helper that fails',
    {
      files: { [home]: { credsStore: 'pass' } },
      helpers: { 'docker-credential-pass r.example': [2, 'gpg: no key\n'] },
    },
    /docker-credential-pass ended with 2: gpg: no key/,
  ],
  ['a helper that is a path', { files: { [home]: { credsStore: '../../bin/sh' } } }, /helper "\.\.\/\.\./],
] as const)('%s is told', async (_, machine, message) => {
  await expect(find('r.example/app', machine).login).rejects.toThrow(message);
});
