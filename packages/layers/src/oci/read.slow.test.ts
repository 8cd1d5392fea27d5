import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Failure } from '@strata/diagnostics';
import type { LayerRecord } from '@strata/sdk';
import { createTransport, getProxySettings, openDownloads } from '../downloads';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { startRegistry, type TestRegistry } from '../testing/registry';
import {
  findLeftOvers,
  makeTemporaryStore,
  readLayer,
  type TemporaryStore,
} from '../testing/temporary-store';
import { mediaTypes } from './json';
import { readImage, readImageFile } from './read-image';
import { parseReference } from './reference';
import { resolveReference } from './registry-source';
import { writeDockerArchive } from './write-docker';
import { writeOciLayout } from './write-oci';

const config = {
  entrypoint: ['/bin/app'],
  env: ['PORT=8080'],
  workdir: '/srv',
  exposedPorts: ['8080/tcp'],
  labels: { a: 'b' },
};

async function getCode(work: Promise<unknown>): Promise<string> {
  const failure = await work.catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw failure;
  return failure.diagnostics.map(({ code }) => code).join();
}

async function makeStack(box: TemporaryStore): Promise<readonly LayerRecord[]> {
  const base = await box.commit(
    'mkdir -p bin srv gone/deep; touch srv/old; head -c 300000 /dev/urandom >bin/app',
  );
  return [base, await box.step([base], 'rm srv/old; rm -r gone; mkdir gone; echo new >gone/b')];
}

describe('images in files', () => {
  test('what was written is read again as the same layers and settings', async () => {
    await using box = await makeTemporaryStore();
    await using other = await makeTemporaryStore();
    const layers = await makeStack(box);
    const request = (name: string) => ({
      image: { layers, config },
      name: 'demo:1',
      output: join(box.folder, name),
    });
    await writeOciLayout(box.store, request('layout'));
    await writeOciLayout(box.store, { ...request('layout.tar'), archive: true });
    await writeDockerArchive(box.store, request('docker.tar'));
    await box.sh('gzip -k docker.tar');
    for (const name of ['layout', 'layout.tar', 'docker.tar', 'docker.tar.gz']) {
      expect(await readImageFile(other.store, join(box.folder, name))).toEqual({ layers, config });
    }
    expect(await findLeftOvers(other.store)).toEqual([]);
  });

  test('a layout of several images is chosen from by tag and architecture', async () => {
    await using box = await makeTemporaryStore();
    const layers = await makeStack(box);
    const output = join(box.folder, 'i');
    await writeOciLayout(box.store, {
      image: { layers, config },
      name: 'demo:1',
      output,
      architecture: 'arm64',
    });
    const arm = await readFile(join(output, 'index.json'), 'utf8');
    const [armManifest] = JSON.parse(arm).manifests;
    const index = (await readFile(join(output, 'index.json'), 'utf8')).replace(
      '"annotations"',
      '"platform":{"os":"linux","architecture":"arm64"},"annotations"',
    );
    await writeFile(join(output, 'index.json'), index);
    expect(await getCode(readImageFile(box.store, output, { architecture: 'amd64' }))).toBe('LAY032');
    expect(await readImageFile(box.store, output, { architecture: 'arm64', tag: '1' })).toEqual({
      layers,
      config,
    });
    expect(await getCode(readImageFile(box.store, output, { tag: '2' }))).toBe('LAY030');
    expect(armManifest.digest).toMatch(/^sha256:/);
  });

  test('anything else is refused, and changed parts are not kept', async () => {
    await using box = await makeTemporaryStore();
    const layers = await makeStack(box);
    const output = join(box.folder, 'i');
    await writeOciLayout(box.store, { image: { layers, config }, name: 'demo:1', output });
    await writeDockerArchive(box.store, {
      image: { layers, config },
      name: 'demo:1',
      output: join(box.folder, 'd.tar'),
    });
    const sizes = await box.sh('ls -S i/blobs/sha256 | head -1');
    await box.sh(`printf X | dd of=i/blobs/sha256/${sizes.trim()} bs=1 seek=200000 conv=notrunc`);
    await using other = await makeTemporaryStore();
    expect(await getCode(readImageFile(other.store, output))).toMatch(/LAY033|LAY020/);
    await box.sh(
      'off=$(grep -abo bin/app d.tar | head -1 | cut -d: -f1); printf X | dd of=d.tar bs=1 seek=$((off + 5000)) conv=notrunc',
    );
    expect(await getCode(readImageFile(other.store, join(box.folder, 'd.tar')))).toBe('LAY033');
    expect(await readdir(join(other.store.directory, 'records'))).toEqual([]);
    await mkdir(join(box.folder, 'empty'));
    await writeFile(join(box.folder, 'text'), 'hello');
    expect(await getCode(readImageFile(other.store, join(box.folder, 'empty')))).toBe('LAY030');
    expect(await getCode(readImageFile(other.store, join(box.folder, 'nothing')))).toBe('LAY030');
    expect(await getCode(readImageFile(other.store, join(box.folder, 'text')))).toBe('LAY023');
    expect(await findLeftOvers(other.store)).toEqual([]);
  });
});

/** Puts an image with gzip layers into a registry, for this architecture and another, as Docker pushes them. */
async function push(box: TemporaryStore, registry: TestRegistry): Promise<readonly string[]> {
  const layers = [
    await box.sh('mkdir -p a/etc; head -c 400000 /dev/urandom >a/etc/blob; tar cz -C a .'),
    await box.sh('mkdir -p b/etc; touch b/etc/.wh.blob; tar cz -C b .'),
  ].map((text) => Buffer.from(text, 'latin1'));
  const digests = layers.map(registry.addBlob);
  const document = Buffer.from(
    JSON.stringify({ config: { Entrypoint: ['/x'] }, rootfs: { type: 'layers', diff_ids: ['a', 'b'] } }),
  );
  const manifest = registry.addManifest('amd64', mediaTypes.dockerManifest, {
    schemaVersion: 2,
    config: {
      mediaType: 'application/vnd.docker.container.image.v1+json',
      digest: registry.addBlob(document),
      size: document.length,
    },
    layers: layers.map((bytes, at) => ({
      mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
      digest: digests[at],
      size: bytes.length,
    })),
  });
  const platform = (architecture: string) => ({
    mediaType: mediaTypes.dockerManifest,
    ...manifest,
    platform: { os: 'linux', architecture },
  });
  const wrong = { ...platform('arm64'), digest: `sha256:${'0'.repeat(64)}` };
  registry.addManifest('1', mediaTypes.dockerIndex, {
    schemaVersion: 2,
    manifests: [wrong, platform('amd64')],
  });
  return digests;
}

describe('images in registries', () => {
  const login = { username: 'me', password: 'secret' };
  const open = (box: TemporaryStore) =>
    openDownloads(join(box.folder, 'downloads'), createTransport(getProxySettings({})));

  test('an image is fetched with a token, by digest, and goes on where a broken connection left it', async () => {
    await using box = await makeTemporaryStore();
    await using registry = await startRegistry();
    const [big = ''] = await push(box, registry);
    registry.breakAfter(big, 100_000);
    const downloads = open(box);
    const reference = `${registry.host}/team/demo:1`;
    const image = await readImage(box.store, reference, { downloads, login, architecture: 'amd64' });
    expect(image.config).toEqual({ entrypoint: ['/x'] });
    const paths = await Promise.all(image.layers.map(({ diffId }) => readLayer(box.store, diffId)));
    expect(paths.map((entries) => entries.map(({ path }) => path))).toEqual([
      ['', 'etc', 'etc/blob'],
      ['', 'etc', 'etc/.wh.blob'],
    ]);
    expect(
      registry.log.filter((line) => line.includes(`/blobs/${big} `)).map((line) => line.slice(-3)),
    ).toEqual(['200', '206']);
    expect(registry.log.filter((line) => line.startsWith('GET /token')).length).toBeLessThanOrEqual(2);

    const before = registry.log.length;
    expect(await readImage(box.store, reference, { downloads, login, architecture: 'amd64' })).toEqual(image);
    expect(registry.log.slice(before).filter((line) => line.includes('/blobs/'))).toEqual([]);
    const digest = await resolveReference(parseReference(reference), { downloads, login });
    const pinned = `${registry.host}/team/demo@${digest}`;
    expect(await readImage(box.store, pinned, { downloads, login, architecture: 'amd64' })).toEqual(image);
  });

  test('what cannot be had is said: no such image, no login, other bytes, nobody there', async () => {
    await using box = await makeTemporaryStore();
    await using registry = await startRegistry();
    const digests = await push(box, registry);
    const downloads = open(box);
    const read = (name: string, options: object = { login }) =>
      getCode(readImage(box.store, name, { downloads, architecture: 'amd64', ...options }));
    const reference = `${registry.host}/team/demo`;
    expect(await read(`${reference}:2`)).toBe('LAY036');
    expect(await read(`${reference}:1`, {})).toBe('LAY034');
    expect(await read(`${reference}:1`, { login: { username: 'me', password: 'wrong' } })).toBe('LAY034');
    expect(await read(`${reference}:1`, { login, architecture: 'riscv64' })).toBe('LAY032');
    expect(await read('127.0.0.1:1/team/demo:1')).toBe('LAY035');
    expect(await read('debian')).toBe('LAY031');
    registry.replace(digests[0] as string, gzipSync('something else'));
    expect(await read(`${reference}:1`)).toBe('LAY077');
    expect(await readdir(join(box.store.directory, 'records'))).toEqual([]);
  });
});

alsoAsOrdinaryUser(__filename);
