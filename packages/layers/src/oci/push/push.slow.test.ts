import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { LayerRecord } from '@strata/sdk';
import { createTransport, getProxySettings, openDownloads } from '../../downloads';
import { type RealRegistry, registryLogin, startRealRegistry } from '../../testing/real-registry';
import { findLeftOvers, makeTemporaryStore, type TemporaryStore } from '../../testing/temporary-store';
import { readImage } from '../read-image';
import type { RegistryLogin } from '../registry-login';
import { writeOciLayout } from '../write-oci';
import { getImageParts } from './image-parts';
import { preparePush } from './push-image';

const config = { entrypoint: ['/bin/app'], env: ['PORT=8080'], labels: { a: 'b' } };
const kibibyte = 2 ** 10;

interface Pushed {
  readonly layers: readonly LayerRecord[];
  readonly repository?: string;
  readonly siblings?: readonly string[];
  readonly login?: RegistryLogin;
}

/** In chunks of a size that a test has several of. */
async function prepare(box: TemporaryStore, registry: RealRegistry, request: Pushed) {
  const { layers, repository = 'team/app', siblings = [], login } = request;
  const parts = await getImageParts(box.store, { image: { layers, config } });
  return preparePush(
    { registry: registry.host, repository, tags: ['1'], parts, siblings },
    {
      ...{ transport: createTransport(getProxySettings({})), login, chunkSize: 100 * kibibyte },
      clock: { sleep: async () => undefined },
      signal: new AbortController().signal,
    },
  );
}

async function makeStack(box: TemporaryStore): Promise<readonly LayerRecord[]> {
  const base = await box.commit('mkdir bin gone; head -c 350000 /dev/urandom >bin/app; touch gone/old');
  return [base, await box.step([base], 'rm -r gone; echo new >bin/b')];
}

test('an image in a real registry is what it was here, for us and for podman, and has the digest of its export', async () => {
  await using box = await makeTemporaryStore();
  await using other = await makeTemporaryStore();
  await using registry = await startRealRegistry(join(box.folder, 'registry'));
  const layers = await makeStack(box);
  const push = await prepare(box, registry, { layers });
  await push.send();
  await push.setTags();
  expect(registry.log().filter((line) => line.startsWith('PATCH')).length).toBeGreaterThanOrEqual(4);
  const exported = { image: { layers, config }, name: 'app:1', output: join(box.folder, 'layout') };
  expect(push.digest).toBe(await writeOciLayout(box.store, exported));

  const downloads = openDownloads(join(box.folder, 'downloads'), createTransport(getProxySettings({})));
  expect(await readImage(other.store, `${registry.host}/team/app:1`, { downloads })).toEqual({
    layers,
    config,
  });
  const root = ['--root', join(box.folder, 'podman'), '--runroot', join(box.folder, 'podman-run')];
  const podman = (...args: readonly string[]) =>
    execFileSync('podman', [...root, '--storage-driver=vfs', ...args], { encoding: 'utf8' }).trim();
  podman('pull', '--quiet', '--tls-verify=false', `docker://${push.reference}`);
  expect(podman('image', 'inspect', '--format', '{{.Digest}} {{.Config.Env}}', push.reference)).toContain(
    `${push.digest} [PORT=8080`,
  );
  expect(await findLeftOvers(box.store)).toEqual([]);
}, 60_000);

test('a second push changes nothing, and a child sends what is its own', async () => {
  await using box = await makeTemporaryStore();
  await using registry = await startRealRegistry(join(box.folder, 'registry'));
  const layers = await makeStack(box);
  const sent = await prepare(box, registry, { layers, repository: 'team/golden' });
  await sent.send();
  await sent.setTags();
  const before = registry.log().length;
  const again = await prepare(box, registry, { layers, repository: 'team/golden' });
  await again.send();
  await again.setTags();
  expect(again.tags).toEqual([]);
  expect(registry.log().slice(before)).toEqual(['HEAD /v2/team/golden/manifests/1 200']);

  const child = [...layers, await box.step(layers, 'echo child >child')];
  const push = await prepare(box, registry, { layers: child, siblings: ['team/golden'] });
  expect(push.mounts).toHaveLength(2);
  expect(push.uploads.map(({ label }) => label)).toEqual(['layer 3 of 3', 'config']);
  await push.send();
  await push.setTags();
  expect(registry.log().filter((line) => /^POST .*team\/app.* 201$/.test(line))).toHaveLength(2);
}, 60_000);

test('a registry with a password, and one that dies', async () => {
  await using box = await makeTemporaryStore();
  await using registry = await startRealRegistry(join(box.folder, 'registry'), { login: true });
  const layers = await makeStack(box);
  const sent = await prepare(box, registry, { layers, login: registryLogin });
  await sent.send();
  await sent.setTags();
  const wrong = { ...registryLogin, password: 'wrong' };
  await expect(prepare(box, registry, { layers, login: wrong })).rejects.toThrow(
    /401\. The login was as me\./,
  );
  const more = [...layers, await box.step(layers, 'echo more >more')];
  const push = await prepare(box, registry, { layers: more, login: registryLogin });
  await registry.kill();
  await expect(push.send()).rejects.toThrow(/cannot be reached to begin to take the .*ECONNREFUSED/);
}, 60_000);
