import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerRecord } from '@strata/sdk';
import { alsoAsOrdinaryUser } from '../../testing/ordinary-user';
import { makeTemporaryStore, type TemporaryStore } from '../../testing/temporary-store';
import { getStoredLayer } from '../blob';
import { openUnpackedTar } from './unpacked-tar';

let box: TemporaryStore;
beforeEach(async () => {
  box = await makeTemporaryStore();
});
afterEach(() => box[Symbol.asyncDispose]());

/** Some hundred KiB, so that it comes in pieces. */
const script = 'mkdir etc; seq 90000 >etc/numbers; echo hello >etc/b; echo other >etc/c; seq 90000 >etc/z';

/** The digest of what is read, and whether an outline was there for it. */
async function read({ diffId }: LayerRecord): Promise<{ digest: string; isOutlined: boolean }> {
  const { context } = box.store;
  const { tar, isOutlined } = await openUnpackedTar(context, await getStoredLayer(context, diffId));
  const hash = createHash('sha256');
  for await (const bytes of tar) hash.update(bytes);
  return { digest: `sha256:${hash.digest('hex')}`, isOutlined };
}

function getPaths({ diffId }: LayerRecord) {
  const hex = diffId.slice('sha256:'.length);
  const within = (folder: string) => join(box.store.directory, folder, hex);
  return { tree: within('layers'), outline: within('outlines'), blob: within('blobs/sha256') };
}

test('a layer is read from its tree, without its archive', async () => {
  const layer = await box.commit(
    `${script}; ln etc/b etc/hard; ln -s b etc/soft; mkfifo etc/pipe; chown 5:6 etc/c; chmod 4755 etc/c; touch 'etc/é'`,
  );
  const expected = { digest: layer.diffId, isOutlined: true };
  expect(await read(layer)).toEqual(expected);
  const { size } = (await getStoredLayer(box.store.context, layer.diffId)).blob;
  await box.sh(`head -c ${size} /dev/zero >${getPaths(layer).blob}`);
  expect(await read(layer)).toEqual(expected);
});

test.each([
  { what: 'is gone', edit: 'rm etc/b' },
  { what: 'is shorter', edit: 'truncate --size=1 etc/b' },
  { what: 'became a pipe', edit: 'rm etc/b; mkfifo etc/b' },
  { what: 'became a link', edit: 'mv etc/b b; ln -s ../b etc/b' },
  { what: 'nobody else may read', edit: 'chown 7:7 etc/b; chmod 0 etc/b' },
])('where a file $what, the archive is read from there on', async ({ edit }) => {
  const layer = await box.commit(script);
  await box.sh(edit, getPaths(layer).tree);
  expect(await read(layer)).toEqual({ digest: layer.diffId, isOutlined: true });
});

test('a tree that has other content in the same size and time is found out, and not read again', async () => {
  const layer = await box.commit(script);
  await box.sh('echo HELLO >etc/b; touch -d @1700000000 etc/b', getPaths(layer).tree);
  await expect(read(layer)).rejects.toThrow(/unpacked files .* were changed/);
  expect(box.notes.map(({ code, severity }) => [code, severity])).toEqual([['LAY006', 'warning']]);
  expect(await read(layer)).toEqual({ digest: layer.diffId, isOutlined: true });
  expect(await box.sh('cat etc/b', await box.store.layerDirectory(layer.diffId))).toBe('hello\n');
});

test('a layer without an outline is read from its archive', async () => {
  const layer = await box.commit(script);
  await rm(getPaths(layer).outline);
  expect(await read(layer)).toEqual({ digest: layer.diffId, isOutlined: false });
});

alsoAsOrdinaryUser(__filename);
