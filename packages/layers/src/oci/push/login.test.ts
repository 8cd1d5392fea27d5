import { Readable } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { createTransport } from '../../downloads/transport';
import { startPushRegistry } from '../../testing/push-registry';
import { makeJsonBlob, mediaTypes } from '../json';
import type { RegistryLogin } from '../registry-login';
import { findDigest } from './find-digest';
import type { ImageParts } from './image-parts';
import { toStream } from './manifests';
import { preparePush } from './push-image';

/** An image of a config alone. */
function makeImage(): ImageParts {
  const { digest, bytes } = makeJsonBlob({ os: 'linux' });
  const config = { digest, size: bytes.length };
  const manifest = makeJsonBlob({ mediaType: mediaTypes.manifest, config, layers: [] });
  const read = () => toStream(bytes);
  return { manifest, parts: [{ ...config, label: 'config', read, verify: async () => undefined }] };
}

const me = { username: 'me', password: 'hunter2!' };
const token = { kind: 'token', ...me } as const;

const makeContext = (login?: RegistryLogin) => ({
  transport: createTransport({ direct: [] }),
  login,
  clock: { sleep: async () => undefined },
  signal: new AbortController().signal,
});

async function push(host: string, login?: RegistryLogin, siblings: readonly string[] = []) {
  const request = { registry: host, repository: 'team/app', tags: ['1'], parts: makeImage(), siblings };
  const prepared = await preparePush(request, makeContext(login));
  await prepared.send();
  await prepared.setTags();
  return prepared.digest;
}

test('one token is enough for a push, which is asked for at the first request', async () => {
  await using registry = await startPushRegistry(token);
  const digest = await push(registry.host, me);
  expect(registry.repositories.get('team/app')?.tags.get('1')).toBe(digest);
  expect(registry.log.filter((line) => line.includes('/token'))).toHaveLength(1);
});

test('a token that has expired in the middle is renewed', async () => {
  await using registry = await startPushRegistry({ ...token, uses: 2 });
  const digest = await push(registry.host, me);
  expect(registry.repositories.get('team/app')?.tags.get('1')).toBe(digest);
});

test('a name and a password, or an identity token, do as well where they are wanted', async () => {
  await using basic = await startPushRegistry({ kind: 'basic', ...me });
  await push(basic.host, me);
  expect(basic.repositories.get('team/app')?.tags.size).toBe(1);
  await using registry = await startPushRegistry({ ...token, identityToken: 'long-secret' });
  await push(registry.host, { username: '', password: '', identityToken: 'long-secret' });
  expect(registry.repositories.get('team/app')?.tags.size).toBe(1);
});

test.each([
  ['token', token],
  ['password', { kind: 'basic', ...me } as const],
])('a wrong login where a %s is wanted is told without the password', async (_, demand) => {
  await using registry = await startPushRegistry(demand);
  const login = { username: 'me', password: 'wrong-secret', source: '~/.docker/config.json' };
  const failure = await push(registry.host, login).catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw failure;
  const [told] = failure.diagnostics;
  expect(told?.code).toBe('LAY034');
  expect(told?.detail).toMatch(/401.* The login was as me, from ~\/\.docker\/config\.json\.$/);
  expect(told?.hint).toContain(`docker login ${registry.host}`);
  expect(JSON.stringify(failure.diagnostics)).not.toContain('wrong-secret');
});

test('nobody is told when no login was found', async () => {
  await using registry = await startPushRegistry(token);
  await expect(push(registry.host)).rejects.toThrow('no login for it was found');
});

test('a repository of the parent that may not be read is left alone', async () => {
  await using registry = await startPushRegistry({ ...token, hidden: ['secret/golden'] });
  const digest = await push(registry.host, me, ['secret/golden']);
  expect(registry.repositories.get('team/app')?.tags.get('1')).toBe(digest);
});

test('what a tag stands for is told to who may read, and nothing stands for what is not there', async () => {
  await using registry = await startPushRegistry(token);
  const digest = await push(registry.host, me);
  const look = (repository: string, version: string) =>
    findDigest({ registry: registry.host, repository, version }, makeContext(me));
  expect(await look('team/app', '1')).toBe(digest);
  expect(await look('team/app', digest)).toBe(digest);
  expect(await look('team/app', '2')).toBeUndefined();
  expect(await look('team/other', '1')).toBeUndefined();
  const asked = await findDigest(
    { registry: registry.host, repository: 'team/app', version: '1' },
    makeContext(),
  ).catch((error: unknown) => error);
  if (!(asked instanceof Failure)) throw asked;
  expect(asked.diagnostics[0]?.hint).toMatch(/to read team\/app/);
});

test('a password does not go to a token server without encryption', async () => {
  const asked: string[] = [];
  const transport: ReturnType<typeof createTransport> = async (url) => {
    asked.push(url.href);
    const body = Readable.from(['{}']);
    const headers = { 'www-authenticate': 'Bearer realm="http://tokens.example/",service="s"' };
    return { status: 401, headers, body };
  };
  const request = { registry: 'registry.example', repository: 'a', tags: ['1'], parts: makeImage() };
  const work = preparePush(request, {
    ...{ transport, login: me },
    clock: { sleep: async () => undefined },
    signal: new AbortController().signal,
  });
  await expect(work).rejects.toThrow('401');
  expect(asked).toEqual(['https://registry.example/v2/a/manifests/1']);
});
