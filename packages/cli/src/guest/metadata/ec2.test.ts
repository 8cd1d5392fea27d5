import type { Question } from './answer';
import { createEc2Service, serveEc2Documents } from './ec2';

const HOUR = 3_600;
const MAC = '52:54:00:12:34:56';

/** The service at a clock that the test moves. */
function createWorld() {
  let now = 1_000_000;
  const service = createEc2Service(
    {
      host: 'golden',
      publicKey: 'ssh-ed25519 AAAA strata',
      userData: '#cloud-config\n{}\n',
      address: '169.254.2.15',
      mac: MAC,
      network: '169.254.0.0/16',
    },
    () => now,
  );
  const ask = (method: string, url: string, headers: Question['headers'] = {}) =>
    service({ method, url, headers });
  const getToken = (ttl: string | undefined, more: Question['headers'] = {}) =>
    ask('PUT', '/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': ttl, ...more });
  const read = (path: string, token = getToken(String(HOUR)).text) =>
    ask('GET', path, { 'x-aws-ec2-metadata-token': token });
  const wait = (seconds: number) => {
    now += seconds * 1_000;
  };
  return { ask, getToken, read, wait };
}

test('a token is given for as long as was asked', () => {
  const { getToken, read, wait } = createWorld();
  const { status, text, headers } = getToken('60');
  expect([status, headers]).toEqual([200, { 'x-aws-ec2-metadata-token-ttl-seconds': '60' }]);
  wait(59);
  expect(read('/latest/meta-data/instance-type', text)).toMatchObject({ status: 200, text: 't3.small' });
  wait(1);
  expect(read('/latest/meta-data/instance-type', text)).toMatchObject({ status: 401 });
});

test.each([[undefined], ['0'], ['21601'], ['soon'], ['-1']])('no token holds for %s', (ttl) => {
  expect(createWorld().getToken(ttl).status).toBe(400);
});

test('whoever asks for somebody else gets none', () => {
  expect(createWorld().getToken('60', { 'x-forwarded-for': '10.0.0.1' }).status).toBe(403);
});

test.each([['/latest/meta-data/'], ['/latest/user-data'], ['/nothing']])(
  '%s is refused without a token',
  (path) => {
    const { ask, read } = createWorld();
    expect(ask('GET', path).status).toBe(401);
    expect(read(path, 'zzzzzzzz.made-up').status).toBe(401);
  },
);

test('nothing is changed here', () => {
  const { ask } = createWorld();
  expect(ask('POST', '/latest/meta-data/').status).toBe(405);
  expect(ask('GET', '/latest/api/token').status).toBe(405);
});

test.each([
  ['/latest', 'meta-data/\ndynamic/\nuser-data'],
  ['/latest/', 'meta-data/\ndynamic/\nuser-data'],
  ['/2021-03-23/meta-data/placement', 'availability-zone\nregion'],
  ['/latest/meta-data/public-keys/', '0=strata'],
  ['/latest/meta-data/public-keys/0/', 'openssh-key'],
  ['/latest/meta-data/public-keys/0/openssh-key', 'ssh-ed25519 AAAA strata'],
  [`/latest/meta-data/network/interfaces/macs/${MAC}/local-ipv4s`, '169.254.2.15'],
  ['/latest/user-data', '#cloud-config\n{}\n'],
])('%s reads %j', (path, text) => {
  expect(createWorld().read(path)).toMatchObject({ status: 200, text });
});

test.each([
  ['/latest/meta-data/tags'],
  ['/latest/meta-data/instance'],
  ['/yesterday/meta-data/'],
  ['/latest/constructor'],
])('there is no %s', (path) => {
  expect(createWorld().read(path).status).toBe(404);
});

test('the document of its identity is about the same machine', () => {
  const { read } = createWorld();
  const { instanceId, privateIp } = JSON.parse(read('/latest/dynamic/instance-identity/document').text);
  expect(instanceId).toBe(read('/latest/meta-data/instance-id').text);
  expect([instanceId, privateIp]).toEqual([expect.stringMatching(/^i-[0-9a-f]{17}$/u), '169.254.2.15']);
});

test('a machine that need not have a token is answered without one, and refused with a false one', () => {
  const service = serveEc2Documents(
    {
      instanceId: 'i-1',
      tree: { 'meta-data/public-keys/0/openssh-key': 'key' },
      tokens: 'optional',
      keyName: 'mine',
    },
    () => 0,
  );
  const ask = (headers: Question['headers']) =>
    service({ method: 'GET', url: '/latest/meta-data/public-keys/', headers });
  expect(ask({})).toMatchObject({ status: 200, text: '0=mine' });
  expect(ask({ 'x-aws-ec2-metadata-token': 'zz.made-up' }).status).toBe(401);
});
