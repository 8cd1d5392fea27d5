import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivities } from '@strata/sdk/progress';
import { createFakeClock, createRecordingReporter } from '@strata/sdk/testing';
import { type Downloads, openDownloads } from '../../downloads/downloads';
import { createTransport } from '../../downloads/transport';
import { type FileServer, startFileServer } from '../../testing/file-server';
import type { PackageFile } from './package-files';
import { prefetch } from './prefetch';

const bodies = { 'pool/a_1.deb': Buffer.alloc(3000, 'a'), 'pool/b_1.deb': Buffer.alloc(5000, 'b') };
let server: FileServer;
let directory: string;
let downloads: Downloads;
beforeEach(async () => {
  server = await startFileServer(
    Object.fromEntries(Object.entries(bodies).map(([path, body]) => [`/${path}`, body])),
  );
  directory = await mkdtemp(join(tmpdir(), 'prefetch-'));
  downloads = openDownloads(directory, createTransport({ direct: [] }));
});
afterEach(async () => {
  await downloads.close();
  await server.close();
  await rm(directory, { recursive: true });
});

const getFiles = (): readonly PackageFile[] =>
  Object.entries(bodies).map(([path, body]) => ({
    path,
    size: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
    url: new URL(`${server.url}/${path}`),
  }));

async function run(files: readonly PackageFile[]) {
  const reporter = createRecordingReporter();
  const startActivity = createActivities(reporter, createFakeClock());
  await prefetch({ downloads, signal: new AbortController().signal, startActivity }, files);
  return reporter.progressed;
}

test('packages that are missing are one download for people, of so many bytes', async () => {
  const told = await run(getFiles());
  expect(told[0]).toMatchObject({ label: 'downloading packages', unit: 'bytes', done: 0, total: 8000 });
  expect(told.at(-1)).toMatchObject({
    done: 8000,
    ended: true,
    item: expect.stringMatching(/^[ab]_1\.deb$/),
  });
});

test('only what is missing is counted, and nothing is told when nothing is', async () => {
  const files = getFiles();
  await run(files.slice(0, 1));
  expect((await run(files)).at(-1)).toMatchObject({ total: 5000, done: 5000 });
  expect(await run(files)).toEqual([]);
});

test('a package that is fetched by others at the same time is counted once', async () => {
  const files = getFiles();
  const others = files.map(({ url, ...file }) => downloads.fetch({ ...file, urls: [url], label: file.path }));
  const [told] = await Promise.all([run(files), ...others]);
  expect(told.at(-1)).toMatchObject({ done: 8000, ended: true });
});

test('a package that cannot be had ends the report without an error', async () => {
  server.files.clear();
  expect((await run(getFiles())).at(-1)).toMatchObject({ done: 0, ended: true });
});
