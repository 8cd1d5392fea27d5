import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../store/open';
import type { Store } from '../../../store/store';
import { keepGrub } from './kept-grub';

let folder: string;
let store: Store;
let loader: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-grub-'));
  store = await openStore({
    directory: join(folder, 'store'),
    searchPath: '',
    namespace: () => Promise.reject(new Error('no namespace is needed')),
  });
  loader = join(folder, 'kernel.img');
  await writeFile(loader, 'loader');
});
afterEach(() => rm(folder, { recursive: true }));

function give(part: string, image: string): Promise<Buffer> {
  return keepGrub(store.context, { parts: [part], files: [loader] }, () =>
    Promise.resolve(Buffer.from(image)),
  );
}

test('an image that was made of the same is not made again', async () => {
  expect(await give('config', 'first')).toEqual(Buffer.from('first'));
  expect(await give('config', 'second')).toEqual(Buffer.from('first'));
  expect(await give('other config', 'third')).toEqual(Buffer.from('third'));
});

test('another version of the boot loader is another image', async () => {
  await give('config', 'first');
  await utimes(loader, 1, 1);
  expect(await give('config', 'second')).toEqual(Buffer.from('second'));
});

test('sixteen are kept, and nothing half-written is left', async () => {
  for (let count = 0; count < 20; count++) await give(`config ${count}`, 'image');
  const { disks, tmp } = store.context.layout;
  expect(await readdir(disks)).toHaveLength(16);
  expect(await readdir(tmp)).toEqual([]);
});

test('an image that cannot be kept is given all the same', async () => {
  await rm(store.context.layout.disks, { recursive: true });
  expect(await give('config', 'first')).toEqual(Buffer.from('first'));
});
