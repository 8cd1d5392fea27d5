import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivities } from '@strata/sdk/progress';
import { createFakeClock, createRecordingReporter, type RecordingReporter } from '@strata/sdk/testing';
import { openDownloads } from '../downloads/downloads';
import { createTransport } from '../downloads/transport';
import { type FileServer, startFileServer } from '../testing/file-server';
import { isArchiveAvailable, parseArchiveFacts, resolveArchive } from './archive';
import type { BaseContext } from './context';

const body = Buffer.from('a root file system');
const sha256 = createHash('sha256').update(body).digest('hex');
const md5 = createHash('md5').update(body).digest('hex');
const facts = { archive: `sha256:${sha256}` };

let server: FileServer;
let folder: string;
let context: BaseContext;
let reporter: RecordingReporter;
beforeEach(async () => {
  reporter = createRecordingReporter();
  server = await startFileServer({ '/root.tar': body, '/SHA256SUMS': `${sha256}  root.tar\n` });
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
  await writeFile(join(folder, 'root.tar'), body);
  context = {
    downloads: openDownloads(join(folder, 'downloads'), createTransport({ direct: [] })),
    searchPath: '',
    signal: new AbortController().signal,
    scratch: folder,
    say: () => undefined,
    startActivity: createActivities(reporter, createFakeClock()),
    warn: () => undefined,
  };
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const resolve = (source: string, checksum: string) =>
  resolveArchive(context, { source, checksum, baseDirectory: folder });

test('a sha256 that the template names needs nothing to be fetched', async () => {
  expect(await resolve(`${server.url}/root.tar`, `sha256:${sha256}`)).toEqual(facts);
  expect(server.requests).toEqual([]);
});

test('of another checksum the archive is fetched once and checked, and its sha256 noted', async () => {
  expect(await resolve(`${server.url}/root.tar`, `md5:${md5}`)).toEqual(facts);
  expect(await context.downloads.find(sha256)).toBeDefined();
});

test('a checksum file beside the archive is read', async () => {
  expect(await resolve(`${server.url}/root.tar`, `file:${server.url}/SHA256SUMS`)).toEqual(facts);
});

test('a file of this machine is checked in its place', async () => {
  expect(await resolve('root.tar', md5)).toEqual(facts);
});

test.each([
  ['downloading', () => `${server.url}/root.tar?key=hidden`],
  ['reading', () => 'root.tar'],
])('%s an archive is reported with its size and its name', async (label, getSource) => {
  server.files.set('/root.tar?key=hidden', body);
  await resolve(getSource(), md5);
  const size = body.length;
  expect(reporter.progressed.at(-1)).toMatchObject({
    ...{ label, unit: 'bytes', done: size, total: size, item: 'root.tar', ended: true },
  });
});

test('a wrong checksum shows both digests, and nothing is kept', async () => {
  const wrong = `md5:${'0'.repeat(32)}`;
  await expect(resolve(`${server.url}/root.tar`, wrong)).rejects.toMatchObject({
    diagnostics: [{ code: 'LAY077', detail: expect.stringMatching(new RegExp(`${wrong}.*md5:${md5}`)) }],
  });
  expect(await context.downloads.find(sha256)).toBeUndefined();
  expect(await readdir(join(folder, 'downloads', 'partial'))).toEqual([]);
});

test.each([
  ['/absent.tar', 'LAY075'],
  ['/SHA256SUMS', 'LAY077'],
])('%s gives %s', async (path, code) => {
  await expect(resolve(server.url + path, `md5:${md5}`)).rejects.toMatchObject({ diagnostics: [{ code }] });
});

test('a file that is not there is named', async () => {
  await expect(resolve('absent.tar', md5)).rejects.toMatchObject({
    diagnostics: [{ code: 'LAY089', detail: expect.stringContaining('absent.tar') }],
  });
});

test('without a network the archive is named', async () => {
  const address = `${server.url}/root.tar`;
  await server.close();
  await expect(resolve(address, md5)).rejects.toMatchObject({
    diagnostics: [{ code: 'LAY074', detail: expect.stringContaining(address) }],
  });
  server = await startFileServer();
});

test('an archive is available while the cache or the server has it', async () => {
  const request = { source: `${server.url}/root.tar`, checksum: md5, baseDirectory: folder };
  expect(await isArchiveAvailable(context, request, facts)).toBe(true);
  server.files.clear();
  expect(await isArchiveAvailable(context, request, facts)).toBe(false);
});

test('facts of something else are refused', () => {
  expect(() => parseArchiveFacts({ packages: {} })).toThrow('Base facts not understood');
});
