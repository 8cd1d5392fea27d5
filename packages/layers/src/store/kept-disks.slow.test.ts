import { open, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLeftOvers, makeTemporaryStore, type TemporaryStore } from '../testing/temporary-store';
import type { StoreContext } from './context';
import { draftDisk, hasDisk, listDisks, takeDisk } from './kept-disks';

let temporary: TemporaryStore;
beforeEach(async () => {
  temporary = await makeTemporaryStore();
});
afterEach(() => temporary[Symbol.asyncDispose]());

const size = 2 ** 30;

/** A gibibyte of nothing, with a few bytes in the middle. */
async function makeDisk(text: string): Promise<string> {
  const path = join(temporary.folder, 'made.raw');
  await writeFile(path, '');
  await truncate(path, size);
  const disk = await open(path, 'r+');
  await disk.write(text, size / 2);
  await disk.close();
  return path;
}

async function keepDisk(store: StoreContext, key: string, path: string): Promise<void> {
  await using draft = await draftDisk(store, path);
  await draft?.keep(key);
}

test('a kept disk is copied with its holes, and stays as it was when the copy is changed', async () => {
  const { context } = temporary.store;
  await keepDisk(context, 'key', await makeDisk('first'));
  const copy = join(temporary.folder, 'copy.raw');
  expect(await takeDisk(context, 'key', copy)).toBe(true);
  expect((await readFile(copy)).subarray(size / 2, size / 2 + 6).toString()).toBe('first\0');
  expect((await stat(copy)).blocks).toBeLessThan(100);
  await writeFile(copy, 'changed');
  expect(await takeDisk(context, 'key', copy)).toBe(true);
  expect((await stat(copy)).size).toBe(size);
  expect(await findLeftOvers(temporary.store)).toEqual([]);
});

test('what is not kept is not taken, and nothing is left at its place', async () => {
  const copy = join(temporary.folder, 'copy.raw');
  expect(await takeDisk(temporary.store.context, 'other', copy)).toBe(false);
  await expect(stat(copy)).rejects.toThrow('ENOENT');
});

test('the disks unused for longest make way, and one just taken does not', async () => {
  const { context } = temporary.store;
  const disk = await makeDisk('any');
  await keepDisk(context, 'first', disk);
  await keepDisk(context, 'second', disk);
  await takeDisk(context, 'first', join(temporary.folder, 'copy.raw'));
  for (const index of [3, 4, 5, 6, 7, 8, 9]) await keepDisk(context, `key${index}`, disk);
  expect(await listDisks(context)).toHaveLength(8);
  expect([await hasDisk(context, 'first'), await hasDisk(context, 'second')]).toEqual([true, false]);
});

test('collect takes kept disks before any layer, and only as many as it must', async () => {
  const { store } = temporary;
  const layer = await temporary.commit('head -c 1000000 /dev/urandom > data');
  await keepDisk(store.context, 'key', await makeDisk('any'));
  const planned = await store.collect({ keep: [], dryRun: true });
  expect([planned.removedDisks, await hasDisk(store.context, 'key')]).toEqual([1, true]);
  const maxBytes = planned.freedBytes + planned.keptBytes - 1;
  const { removed, removedDisks } = await store.collect({ keep: [], maxBytes });
  expect([removed, removedDisks]).toEqual([[], 1]);
  expect(await hasDisk(store.context, 'key')).toBe(false);
  expect(await store.check([layer])).toEqual([true]);
});

test('a disk whose copy could not be written is not kept', async () => {
  const { context } = temporary.store;
  await using draft = await draftDisk(context, await makeDisk('any'));
  draft?.onFailure();
  await draft?.keep('key');
  expect(await hasDisk(context, 'key')).toBe(false);
});

test('collect forgets how large layers are on disks, and their outlines, together with the layers', async () => {
  const { store } = temporary;
  const layer = await temporary.commit('echo one > one');
  const { disks, outlines } = store.context.layout;
  const names = [`${layer.diffId.slice('sha256:'.length)}.json`, `${'0'.repeat(64)}.json`];
  for (const name of names) await writeFile(join(disks, name), '{}');
  await writeFile(join(outlines, '0'.repeat(64)), '');
  await store.collect({ keep: [layer.diffId] });
  expect(await readdir(outlines)).toEqual([layer.diffId.slice('sha256:'.length)]);
  expect(await readdir(disks)).toEqual(names.slice(0, 1));
});

test('a disk that cannot be kept is left out', async () => {
  await keepDisk(temporary.store.context, 'key', join(temporary.folder, 'nowhere.raw'));
  expect(await listDisks(temporary.store.context)).toEqual([]);
  expect(await findLeftOvers(temporary.store)).toEqual([]);
});
