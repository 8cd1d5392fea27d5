import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { breakAfter, type FileServer, startFileServer } from '../testing/file-server';
import { type Downloads, openDownloads } from './downloads';
import { createTransport } from './transport';
import type { Wanted } from './wanted';

const body = Buffer.from('0123456789'.repeat(10_000));
const digest = createHash('sha256').update(body).digest('hex');
let server: FileServer;
let directory: string;
let downloads: Downloads;

const open = () => openDownloads(directory, createTransport({ direct: [] }));
const wanted = (path = '/file'): Wanted => ({
  sha256: digest,
  size: body.length,
  urls: [new URL(server.url + path)],
  label: 'the file',
});
/** Comparing buffers byte by byte, as matchers do, takes seconds. */
const isBody = async (path: string) => (await readFile(path)).equals(body);
const codesOf = (promise: Promise<unknown>) =>
  promise.then(
    () => [],
    (error: Failure) => error.diagnostics.map(({ code }) => code),
  );

beforeEach(async () => {
  server = await startFileServer({ '/file': body });
  directory = await mkdtemp(join(tmpdir(), 'downloads-'));
  downloads = open();
});
afterEach(async () => {
  await downloads.close();
  await server.close();
  await rm(directory, { recursive: true });
});

test('a file is downloaded once and served from the cache after that', async () => {
  const path = await downloads.fetch(wanted());
  expect(await isBody(path)).toBe(true);
  await open().fetch(wanted());
  expect(server.requests).toEqual(['GET /file']);
});

test('many wishes for one file at once are one download', async () => {
  const paths = await Promise.all(Array.from({ length: 20 }, () => downloads.fetch(wanted())));
  expect(new Set(paths).size).toBe(1);
  expect(server.requests).toHaveLength(1);
});

test('a watcher is told of every byte once, and of the total, however often the connection breaks', async () => {
  server.oddities.set('/file', [breakAfter(40_000)]);
  const told: [number, number | undefined][] = [];
  const { size: _, ...unsized } = wanted();
  await downloads.fetch(unsized, (bytes, total) => told.push([bytes, total]));
  expect(told.reduce((sum, [bytes]) => sum + bytes, 0)).toBe(body.length);
  expect(told.at(-1)?.[1]).toBe(body.length);
});

test('a watcher that comes later is told first of what is here', async () => {
  const transfer = downloads.transfer(wanted());
  await transfer.done;
  const told: number[] = [];
  transfer.watch((bytes) => told.push(bytes));
  expect(told).toEqual([body.length]);
});

test('of a file that is here nothing is told', async () => {
  await downloads.fetch(wanted());
  const told: number[] = [];
  await downloads.fetch(wanted(), (bytes) => told.push(bytes));
  expect(told).toEqual([]);
});

test('two caches on one folder, as two processes have, both end with the whole file', async () => {
  const paths = await Promise.all([downloads.fetch(wanted()), open().fetch(wanted())]);
  for (const path of paths) expect(await isBody(path)).toBe(true);
  expect(await readdir(join(directory, 'partial'))).toEqual([]);
});

test('a connection that breaks is resumed where it broke', async () => {
  server.oddities.set('/file', [breakAfter(40_000)]);
  expect(await isBody(await downloads.fetch(wanted()))).toBe(true);
  expect(server.requests).toEqual(['GET /file', 'GET /file bytes=40000-']);
});

test('a server that cannot resume sends again, and what is here is not written twice', async () => {
  const whole = (response: import('node:http').ServerResponse, all: Buffer) => response.end(all);
  server.oddities.set('/file', [breakAfter(40_000), whole]);
  expect(await isBody(await downloads.fetch(wanted()))).toBe(true);
});

test('a reader sees the bytes while they come', async () => {
  const transfer = downloads.transfer(wanted());
  const chunks: Buffer[] = [];
  for await (const chunk of transfer.read()) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(body)).toBe(true);
  expect(await transfer.started).toBe(body.length);
});

test('a reader that comes when the file is whole already reads it all the same', async () => {
  const transfer = downloads.transfer(wanted());
  await transfer.done;
  expect((await buffer(Readable.from(transfer.read()))).equals(body)).toBe(true);
});

test('what a killed process left is continued', async () => {
  await downloads.close();
  await downloads.temporary('x');
  // Process ids end below 2^22 on Linux, so this one is nobody's.
  await writeFile(join(directory, 'partial', `${digest}.4194305.1`), body.subarray(0, 1000));
  expect(await isBody(await open().fetch(wanted()))).toBe(true);
  expect(server.requests).toEqual(['GET /file bytes=1000-']);
});

test('bytes with another checksum are refused with both checksums, and not kept', async () => {
  const other = Buffer.from('other');
  server.files.set('/file', other);
  const actual = createHash('sha256').update(other).digest('hex');
  await expect(downloads.fetch(wanted())).rejects.toMatchObject({
    diagnostics: [
      { code: 'LAY077', detail: expect.stringMatching(`(?s)${digest}.*${actual}`.replace('(?s)', '')) },
    ],
  });
  expect(await readdir(join(directory, 'partial'))).toEqual([]);
});

test('a damaged part left by someone is found out and the next try begins anew', async () => {
  await downloads.temporary('x');
  await writeFile(join(directory, 'partial', digest), Buffer.alloc(500));
  expect(await codesOf(downloads.fetch(wanted()))).toEqual(['LAY077']);
  expect(await isBody(await downloads.fetch(wanted()))).toBe(true);
});

test('a file that no server has is said to be missing', async () => {
  expect(await codesOf(downloads.fetch(wanted('/absent')))).toEqual(['LAY075']);
});

test('the next address is tried when the first has no such file', async () => {
  const both = { ...wanted(), urls: [new URL(`${server.url}/absent`), new URL(`${server.url}/file`)] };
  expect(await isBody(await downloads.fetch(both))).toBe(true);
});

test('a server that refuses is named with its answer', async () => {
  server.oddities.set('/file', [(response) => response.writeHead(403).end()]);
  await expect(downloads.fetch(wanted())).rejects.toMatchObject({
    diagnostics: [{ code: 'LAY076', detail: expect.stringContaining('403') }],
  });
});

test('without a network the diagnostic says what was wanted and from whom', async () => {
  await server.close();
  await expect(downloads.fetch(wanted())).rejects.toMatchObject({
    diagnostics: [
      { code: 'LAY074', detail: expect.stringContaining('the file is not in the download cache') },
    ],
  });
  server = await startFileServer();
});

test('a failure is a Failure', async () => {
  await expect(downloads.fetch(wanted('/absent'))).rejects.toBeInstanceOf(Failure);
});
