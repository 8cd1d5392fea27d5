import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeLockChange } from './lock-change';
import { readLockFile, writeLockEntry } from './lock-file';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  path = join(folder, 'images.lock.json');
});
afterEach(() => rm(folder, { recursive: true }));

test('no lock file has no entries', async () => {
  expect(await readLockFile(path)).toEqual({});
});

test('an entry is read as it was written, and the others stay', async () => {
  await writeLockEntry(path, 'b', { z: 1, a: { y: 'x' } });
  await writeLockEntry(path, 'a', { n: 2 });
  expect(await readLockFile(path)).toEqual({ a: { n: 2 }, b: { a: { y: 'x' }, z: 1 } });
});

test('the file is the same whatever the order of its making', async () => {
  await writeLockEntry(path, 'b', { z: 1, a: 2 });
  await writeLockEntry(path, 'a', {});
  const first = await readFile(path, 'utf8');
  await rm(path);
  await writeLockEntry(path, 'a', {});
  await writeLockEntry(path, 'b', { a: 2, z: 1 });
  expect(await readFile(path, 'utf8')).toBe(first);
  expect(first.endsWith('}\n')).toBe(true);
});

test('entries that are written at once are all kept, and nothing else is left', async () => {
  await Promise.all(
    Array.from({ length: 10 }, (_, index) => writeLockEntry(path, `base-${index}`, { index })),
  );
  expect(Object.keys(await readLockFile(path))).toHaveLength(10);
  expect(await readdir(folder)).toEqual(['images.lock.json']);
});

test.each([
  ['<<<<<<< HEAD', 'LAY082'],
  ['[]', 'LAY082'],
  ['{"version":1}', 'LAY082'],
  ['{"version":1,"bases":{"a":"text"}}', 'LAY082'],
  ['{"version":2,"bases":{}}', 'LAY083'],
  ['{}', 'LAY083'],
])('a lock file with %s is a diagnostic, and stays as it is', async (text, code) => {
  await writeFile(path, text);
  await expect(readLockFile(path)).rejects.toMatchObject({ diagnostics: [{ code }] });
  await expect(writeLockEntry(path, 'a', {})).rejects.toMatchObject({ diagnostics: [{ code }] });
  expect(await readFile(path, 'utf8')).toBe(text);
});

const facts = (bash: string, digest: string) => ({
  suites: { bookworm: { main: `sha256:${digest.repeat(64)}` } },
  packages: { bash, ...(bash === '2' ? { added: '1' } : { removed: '1' }) },
});

test('what a new resolution changes is told fact by fact', () => {
  expect(describeLockChange(facts('1', 'a'), facts('2', 'b')).split('\n')).toEqual([
    '  + packages added 1',
    '    packages bash 1 → 2',
    '  - packages removed 1',
    '    suites bookworm main sha256:aaaaaaaaaaaa → sha256:bbbbbbbbbbbb',
  ]);
});

test('no change is said to be none, and a first resolution is summed up', () => {
  expect(describeLockChange(facts('1', 'a'), facts('1', 'a'))).toContain('nothing has changed');
  expect(describeLockChange(undefined, facts('1', 'a'))).toContain('2 packages');
});
