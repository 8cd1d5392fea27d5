import { join } from 'node:path';
import type { Failure } from '@strata/diagnostics';
import type { Artifact, ImageFacts } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createPostProcessContext } from '@strata/sdk/testing';
import { writeDockerArchive, writeOciLayout, writeRootfsTar } from '../oci';
import { makeTemporaryStore, type TemporaryStore } from '../testing/temporary-store';
import { openImage } from '.';

const artifact: Artifact = { builderId: 'test', id: '', files: [], description: 'A test' };

function makeContext({ folder }: TemporaryStore) {
  const places = { store: join(folder, 'store'), downloads: join(folder, 'downloads') };
  const ports = createNodePorts() as never;
  return createPostProcessContext({ ports, places, baseDirectory: folder, scratch: join(folder, 'scratch') });
}

/** What an artifact shows of three files, or the code of the problem. */
async function look(box: TemporaryStore, given: Partial<Artifact>) {
  const wants = (path: string) => /^etc\/(kept|changed|gone)$/.test(path);
  try {
    const files = await openImage(makeContext(box), { artifact: { ...artifact, ...given }, wants });
    return files.list().map((path) => `${path}: ${files.read(path)}`);
  } catch (error) {
    return (error as Failure).diagnostics.map(({ code }) => code);
  }
}

async function makeImage(box: TemporaryStore): Promise<ImageFacts> {
  const base = await box.commit('mkdir etc; for each in kept changed gone; do printf 1 >etc/$each; done');
  const change = await box.step([base], 'printf 2 >etc/changed; rm etc/gone');
  return { layers: [base, change], base: {}, config: {} };
}

const seen = ['etc/changed: 2', 'etc/kept: 1'];

test('layers of the store and every form that they are written in show the same files', async () => {
  await using box = await makeTemporaryStore();
  const image = await makeImage(box);
  expect(await look(box, { image })).toEqual(seen);
  const request = (output: string) => ({ image, name: 'a:1', output: join(box.folder, output) });
  await writeOciLayout(box.store, request('layout'));
  await writeOciLayout(box.store, { ...request('layout.tar'), archive: true });
  await writeDockerArchive(box.store, request('docker.tar'));
  await writeRootfsTar(box.store, request('files.tar'));
  await writeRootfsTar(box.store, request('files.tar.gz'));
  for (const file of ['layout', 'layout.tar', 'docker.tar', 'files.tar', 'files.tar.gz'])
    expect([file, ...(await look(box, { files: [file] }))]).toEqual([file, ...seen]);
});

test('a plain folder shows its files', async () => {
  await using box = await makeTemporaryStore();
  await box.sh('mkdir -p root/etc; printf 1 >root/etc/kept; ln -s kept root/etc/changed');
  expect(await look(box, { files: ['root'] })).toEqual(['etc/kept: 1']);
});

test('disks, artifacts without files and files that are gone are told', async () => {
  await using box = await makeTemporaryStore();
  await box.sh(
    "printf 'QFI\\373' >disk.qcow2; truncate -s 1M disk.raw; printf '\\125\\252' | dd of=disk.raw bs=1 seek=510 conv=notrunc",
  );
  expect(await look(box, { files: ['disk.qcow2'] })).toEqual(['LAY040']);
  expect(await look(box, { files: ['disk.raw'] })).toEqual(['LAY040']);
  expect(await look(box, { files: ['gone.tar'] })).toEqual(['LAY041']);
  expect(await look(box, {})).toEqual(['LAY041']);
});

test('a damaged layer is told and not taken for an image without the rest', async () => {
  await using box = await makeTemporaryStore();
  const image = await makeImage(box);
  const [bottom] = image.layers;
  await box.sh(`printf X | dd of=store/blobs/sha256/${bottom?.diffId.slice(7)} bs=1 seek=40 conv=notrunc`);
  expect((await look(box, { image }))[0]).toMatch(/^LAY0/);
});
