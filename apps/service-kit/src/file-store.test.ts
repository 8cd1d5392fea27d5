import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileStore } from './file-store';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-store-'));
  path = join(folder, 'records.json');
});
afterEach(() => rm(folder, { recursive: true }));

test('records are there again after a restart, in the order in which they came', async () => {
  const before = await openFileStore<{ n: number }>(path);
  await Promise.all([before.put('b', { n: 1 }), before.put('a', { n: 2 }), before.put('b', { n: 3 })]);
  const after = await openFileStore<{ n: number }>(path);
  expect(after.list()).toEqual([{ n: 3 }, { n: 2 }]);
  expect(after.get('a')).toEqual({ n: 2 });
});

test('a write leaves nothing behind but the file', async () => {
  const store = await openFileStore<string>(path);
  await store.put('a', 'x');
  expect(await readdir(folder)).toEqual(['records.json']);
});

test('a damaged file stops the start instead of being overwritten', async () => {
  await writeFile(path, '[["a", {');
  await expect(openFileStore(path)).rejects.toThrow(SyntaxError);
});
