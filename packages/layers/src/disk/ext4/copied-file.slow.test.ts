import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeEntry } from '../../tar';
import { getFaults, makeLayer, makeTestDisk } from '../../testing/ext4-disk';
import { applyLayers } from '.';

const layer = makeLayer([
  makeEntry({ type: 'directory', path: 'etc' }),
  { ...makeEntry({ type: 'file', path: 'etc/numbers' }), content: Buffer.alloc(3_000_000, '0123456789') },
]);

test('a copy that is written along has the same bytes', async () => {
  await using disk = await makeTestDisk(16);
  const copy = join(disk.folder, 'copy.raw');
  await copyFile(disk.request.path, copy);
  let failures = 0;
  await applyLayers({ ...disk.request, copy: { path: copy, onFailure: () => failures++ } }, [layer]);
  expect((await readFile(copy)).equals(await readFile(disk.request.path))).toBe(true);
  expect(failures).toBe(0);
});

test('where a copy cannot be written, the disk is made all the same, and it is told', async () => {
  await using disk = await makeTestDisk(16);
  await using alone = await makeTestDisk(16);
  let failures = 0;
  await applyLayers({ ...disk.request, copy: { path: '/dev/full', onFailure: () => failures++ } }, [layer]);
  await applyLayers(alone.request, [layer]);
  expect((await readFile(alone.request.path)).equals(await readFile(disk.request.path))).toBe(true);
  expect([failures, await getFaults(disk.request)]).toEqual([1, '']);
});
