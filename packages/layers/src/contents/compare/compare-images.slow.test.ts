import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Artifact, ImageFacts } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createPostProcessContext } from '@strata/sdk/testing';
import { writeDockerArchive, writeOciLayout, writeRootfsTar } from '../../oci';
import { makeTemporaryStore, type TemporaryStore } from '../../testing/temporary-store';
import { compareImages } from '..';

const artifact: Artifact = { builderId: 'test', id: '', files: [], description: 'A test' };
type Given = Partial<Artifact>;

function makeContext({ folder }: TemporaryStore) {
  const places = { store: join(folder, 'store'), downloads: join(folder, 'downloads') };
  const ports = createNodePorts() as never;
  return createPostProcessContext({ ports, places, baseDirectory: folder, scratch: join(folder, 'scratch') });
}

/** Changes in words, and what could be read of the wanted files on either side. */
async function compare(box: TemporaryStore, before: Given, after: Given) {
  const comparison = await compareImages(makeContext(box), {
    before: { artifact: { ...artifact, ...before } },
    after: { artifact: { ...artifact, ...after } },
    mayKeep: (path) => path.startsWith('etc/'),
    mayWant: (path) => /^(?:etc|group)\//.test(path),
    choose: ({ changes }) => {
      const changed = new Set(changes.map(({ path }) => path));
      return (path) => path.startsWith('group/') || (path.startsWith('etc/') && changed.has(path));
    },
  });
  const show = ({ files }: (typeof comparison)['before']) =>
    files.list().map((path) => `${path}: ${files.read(path)}`);
  return {
    changes: comparison.changes.map(({ kind, path, aspects }) => [kind, path, ...aspects].join(' ')),
    before: show(comparison.before),
    after: show(comparison.after),
  };
}

async function makeImages(box: TemporaryStore) {
  const script =
    'mkdir etc group; for each in kept changed gone; do printf 1 >etc/$each; done; printf a >group/a; printf b >group/b';
  const base = await box.commit(script);
  const change = await box.step(
    [base],
    'printf 2 >etc/changed; rm etc/gone; printf 1 >etc/kept; printf A >group/a',
  );
  const facts = { base: {}, config: {} };
  const parent: ImageFacts = { layers: [base], ...facts };
  const child: ImageFacts = { layers: [base, change], ...facts };
  return { parent, child };
}

const expected = {
  changes: ['changed etc/changed content', 'removed etc/gone', 'changed group/a content'],
  before: ['etc/changed: 1', 'etc/gone: 1', 'group/a: a', 'group/b: b'],
  after: ['etc/changed: 2', 'group/a: A', 'group/b: b'],
};

test('parent and child differ in what the child changed, also when their listings are kept already', async () => {
  await using box = await makeTemporaryStore();
  const { parent, child } = await makeImages(box);
  expect(await compare(box, { image: parent }, { image: child })).toEqual(expected);
  expect(readdirSync(join(box.folder, 'store/listings'))).toHaveLength(2);
  expect(await compare(box, { image: parent }, { image: child })).toEqual(expected);
});

test('only what may be kept is kept beside a layer, and later it is read from there', async () => {
  await using box = await makeTemporaryStore();
  const { parent, child } = await makeImages(box);
  await compare(box, { image: parent }, { image: child });
  const kept = readdirSync(join(box.folder, 'store/listings')).map((name) => {
    const text = gunzipSync(readFileSync(join(box.folder, 'store/listings', name))).toString();
    return Object.keys(JSON.parse(text).contents).sort();
  });
  expect(kept.sort((a, b) => a.length - b.length)).toEqual([
    ['etc/changed', 'etc/kept'],
    ['etc/changed', 'etc/gone', 'etc/kept'],
  ]);
});

test('every form of an image compares with every other', async () => {
  await using box = await makeTemporaryStore();
  const { parent, child } = await makeImages(box);
  const request = (output: string) => ({ image: child, name: 'a:1', output: join(box.folder, output) });
  await writeOciLayout(box.store, request('layout'));
  await writeDockerArchive(box.store, request('docker.tar'));
  await writeRootfsTar(box.store, request('files.tar.gz'));
  for (const file of ['layout', 'docker.tar', 'files.tar.gz']) {
    expect(await compare(box, { image: parent }, { files: [file] })).toEqual(expected);
    expect((await compare(box, { image: child }, { files: [file] })).changes).toEqual([]);
  }
});

test('a folder compares with an archive of it', async () => {
  await using box = await makeTemporaryStore();
  await box.sh(
    'mkdir -p root/etc; printf 1 >root/etc/a; ln -s a root/etc/b; tar -C root -cf root.tar .; printf 2 >root/etc/a',
  );
  expect(await compare(box, { files: ['root.tar'] }, { files: ['root'] })).toEqual({
    changes: ['changed etc/a content'],
    before: ['etc/a: 1'],
    after: ['etc/a: 2'],
  });
});

test('images of the same layers are not read: it does not matter that a layer is gone', async () => {
  await using box = await makeTemporaryStore();
  const { child } = await makeImages(box);
  await box.sh('rm store/blobs/sha256/*');
  const same = { image: { ...child, config: { cmd: ['x'] } } };
  expect((await compare(box, { image: child }, same)).changes).toEqual([]);
});

test('a listing that is damaged is made again', async () => {
  await using box = await makeTemporaryStore();
  const { parent, child } = await makeImages(box);
  await compare(box, { image: parent }, { image: child });
  await box.sh('for each in store/listings/*; do printf X >$each; done');
  expect(await compare(box, { image: parent }, { image: child })).toEqual(expected);
});
