import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Downloads, openDownloads } from '../../downloads/downloads';
import { createTransport } from '../../downloads/transport';
import { searchPath } from '../../testing/temporary-store';
import { openRepacked } from './repacked';

const { signal } = new AbortController();
let folder: string;
let downloads: Downloads;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repacked-'));
  downloads = openDownloads(join(folder, 'downloads'), createTransport({ direct: [] }));
});
afterEach(() => rm(folder, { recursive: true }));

/** Builds a package with a large and an empty file. */
async function build(compression: string): Promise<string> {
  const tree = join(folder, 'tree');
  await mkdir(join(tree, 'DEBIAN'), { recursive: true });
  await writeFile(
    join(tree, 'DEBIAN', 'control'),
    'Package: some\nVersion: 1\nArchitecture: all\nMaintainer: Some One <one@example.com>\nDescription: some\n',
  );
  await writeFile(join(tree, 'large'), randomBytes(100_000).toString('hex').repeat(10));
  await writeFile(join(tree, 'empty'), '');
  const path = join(folder, 'some.deb');
  execFileSync('dpkg-deb', [`-Z${compression}`, '--root-owner-group', '--build', tree, path], {
    stdio: 'ignore',
  });
  return path;
}

/** Puts a file into the cache of downloads; gives its digest. */
async function keep(path: string): Promise<string> {
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const copy = await downloads.temporary('copy');
  await copyFile(path, copy);
  await downloads.adopt(copy, sha256);
  return sha256;
}

function read(action: string, path: string): string {
  const options = { maxBuffer: 2 ** 26, encoding: 'latin1' } as const;
  return execFileSync('dpkg-deb', [action, path], options);
}

test('the quick form of a package has the same files and says the same of itself', async () => {
  const path = await build('xz');
  const quick = await openRepacked({ downloads, searchPath }).get(await keep(path), signal);
  const copy = quick?.path ?? '';
  expect(await readFile(copy, 'latin1')).toContain('data.tar.zst');
  expect(read('--ctrl-tarfile', copy)).toBe(read('--ctrl-tarfile', path));
  expect(read('--fsys-tarfile', copy)).toBe(read('--fsys-tarfile', path));
  expect(await downloads.find(quick?.sha256 ?? '')).toBe(copy);
});

test('it is made once, for however many ask at the same time or later', async () => {
  const sha256 = await keep(await build('xz'));
  const repacked = openRepacked({ downloads, searchPath });
  const [first, second] = await Promise.all([repacked.get(sha256, signal), repacked.get(sha256, signal)]);
  expect(first).toEqual(second);
  // Without the programs nothing can be made: it is there.
  expect(await openRepacked({ downloads, searchPath: folder }).get(sha256, signal)).toEqual(first);
});

test('a quick form that was removed is made again', async () => {
  const sha256 = await keep(await build('xz'));
  const repacked = openRepacked({ downloads, searchPath });
  const first = await repacked.get(sha256, signal);
  await rm(first?.path ?? '');
  expect(await repacked.get(sha256, signal)).toEqual(first);
  expect(await readdir(join(downloads.directory, 'partial'))).toEqual([]);
});

test.each(['gzip', 'zstd', 'none'])('a package packed with %s stays as it is', async (compression) => {
  const sha256 = await keep(await build(compression));
  expect(await openRepacked({ downloads, searchPath }).get(sha256, signal)).toBeUndefined();
});

test('what cannot be repacked has no quick form, and leaves nothing behind', async () => {
  const path = await build('xz');
  await truncate(path, 5000);
  const cutOff = await keep(path);
  await writeFile(path, 'no package');
  const other = await keep(path);
  const sound = await keep(await build('xz'));
  const { get } = openRepacked({ downloads, searchPath });
  expect(await get(cutOff, signal)).toBeUndefined();
  expect(await get(other, signal)).toBeUndefined();
  expect(await get('0'.repeat(64), signal)).toBeUndefined();
  expect(await get(sound, AbortSignal.abort())).toBeUndefined();
  expect(await openRepacked({ downloads, searchPath: folder }).get(sound, signal)).toBeUndefined();
  expect(await readdir(join(downloads.directory, 'partial'))).toEqual([]);
  expect(await get(sound, signal)).toBeDefined();
});

test('files that xz packed wrongly are noticed', async () => {
  const path = await build('xz');
  const bytes = await readFile(path);
  bytes.writeUInt8((bytes.at(-2000) ?? 0) ^ 1, bytes.length - 2000);
  await writeFile(path, bytes);
  expect(await openRepacked({ downloads, searchPath }).get(await keep(path), signal)).toBeUndefined();
});
