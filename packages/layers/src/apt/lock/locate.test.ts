import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDownloads } from '../../downloads/downloads';
import { createTransport } from '../../downloads/transport';
import { type FakeMirror, startFakeMirror } from '../../testing/fake-mirror';
import { prepareLists } from '../lists/prepare';
import { locateSuites } from './locate';

let mirror: FakeMirror;
let directory: string;
const open = () => openDownloads(directory, createTransport({ direct: [] }));
const context = () => ({
  downloads: open(),
  searchPath: process.env.PATH ?? '',
  signal: new AbortController().signal,
});
const locate = (facts = mirror.facts) => locateSuites(context(), facts, [mirror.source]);

beforeEach(async () => {
  mirror = await startFakeMirror({ bash: '5.2' });
  directory = await mkdtemp(join(tmpdir(), 'locate-'));
});
afterEach(async () => {
  await mirror.server.close();
  await rm(directory, { recursive: true });
});

test('locked indexes come from the mirror while it still has them', async () => {
  const [suite] = await locate();
  expect(await readFile(suite?.indexes['main']?.path ?? '', 'utf8')).toContain('Package: bash');
});

test('what was located once needs no mirror any more, even when the archive has moved on', async () => {
  const { facts } = mirror;
  await locate();
  mirror.publish({ bash: '5.3' });
  mirror.server.requests.length = 0;
  expect(await locate(facts)).toHaveLength(1);
  expect(mirror.server.requests).toEqual([]);
});

test('an index that is neither kept nor offered any more is named, with the command that helps', async () => {
  const { facts } = mirror;
  mirror.publish({ bash: '5.3' });
  await expect(locate(facts)).rejects.toMatchObject({
    diagnostics: [
      {
        code: 'LAY078',
        detail: expect.stringContaining(facts.suites['stable']?.['main'] as string),
        hint: expect.stringContaining('strata lock'),
      },
    ],
  });
});

test('a mirror that signs the same indexes anew changes nothing', async () => {
  const path = '/debian/dists/stable/InRelease';
  const text = mirror.server.files.get(path)?.toString();
  mirror.server.files.set(path, Buffer.from(`Date: another\n${text}`));
  expect(await locate()).toHaveLength(1);
});

test('a suite that the mirror does not have is said so', async () => {
  mirror.server.files.clear();
  await expect(locate()).rejects.toMatchObject({ diagnostics: [{ code: 'LAY086' }] });
});

test('without a network the diagnostic says which index was wanted', async () => {
  const { facts } = mirror;
  await mirror.server.close();
  await expect(locate(facts)).rejects.toMatchObject({
    diagnostics: [{ code: 'LAY074', detail: expect.stringContaining('stable') }],
  });
  mirror = await startFakeMirror({});
});

test('lists are prepared under the names that apt looks for, once', async () => {
  const suites = await locate();
  const lists = await prepareLists(open(), suites);
  const host = mirror.source.uri.replace('http://', '').replaceAll('/', '_');
  expect(await readdir(lists)).toEqual([
    `${host}_dists_stable_InRelease`,
    `${host}_dists_stable_main_binary-amd64_Packages`,
    'partial',
  ]);
  expect(await prepareLists(open(), suites)).toBe(lists);
});

test('two builds that prepare the same lists at once both get them', async () => {
  const suites = await locate();
  const [first, second] = await Promise.all([prepareLists(open(), suites), prepareLists(open(), suites)]);
  expect(first).toBe(second);
  expect(await readdir(join(directory, 'partial'))).toEqual([]);
});
