import { mkdtemp, rm } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Diagnostic } from '@strata/diagnostics';
import { createActivities } from '@strata/sdk/progress';
import { createFakeClock, createRecordingReporter, type RecordingReporter } from '@strata/sdk/testing';
import { openDownloads } from '../../downloads/downloads';
import { createTransport } from '../../downloads/transport';
import { type FakeMirror, getPackagePath, startFakeMirror } from '../../testing/fake-mirror';
import { breakAfter } from '../../testing/file-server';
import { locateSuites } from '../lock/locate';
import { openArchives } from './archives';
import { startAptProxy } from './server';
import type { AptProxy, ProxySession } from './session';

let mirror: FakeMirror;
let directory: string;
let proxy: AptProxy;
let session: ProxySession;
let problems: Diagnostic[];
let reporter: RecordingReporter;

beforeEach(async () => {
  mirror = await startFakeMirror({ bash: '1:5.2+b1~x' });
  directory = await mkdtemp(join(tmpdir(), 'proxy-'));
  const downloads = openDownloads(directory, createTransport({ direct: [] }));
  const context = { downloads, searchPath: process.env.PATH ?? '', signal: new AbortController().signal };
  const suites = await locateSuites(context, mirror.facts, [mirror.source]);
  proxy = await startAptProxy(context);
  problems = [];
  const archives = await openArchives(downloads, suites);
  reporter = createRecordingReporter();
  session = proxy.open({
    archives,
    onProblem: (problem) => problems.push(problem),
    startActivity: createActivities(reporter, createFakeClock()),
  });
  mirror.server.requests.length = 0;
});
afterEach(async () => {
  await proxy.close();
  await mirror.server.close();
  await rm(directory, { recursive: true });
});

interface Asked {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Asks the way apt does. */
function ask(
  address: string,
  options: { url?: string; headers?: Record<string, string>; method?: string } = {},
): Promise<Asked> {
  const { hostname, port, username } = new URL(options.url ?? session.url);
  const authorization = { 'proxy-authorization': `Basic ${Buffer.from(`${username}:`).toString('base64')}` };
  return new Promise((resolve, reject) => {
    get({
      hostname,
      port,
      path: address,
      method: options.method ?? 'GET',
      headers: { ...authorization, ...options.headers },
    })
      .on('error', reject)
      .on('response', (response) => {
        buffer(response).then(
          (body) => resolve({ status: response.statusCode, headers: response.headers, body }),
          reject,
        );
      })
      .end();
  });
}

const deb = () => `${mirror.source.uri}/${getPackagePath('bash', '1:5.2+b1~x')}`;
const escaped = () => deb().replaceAll('+', '%2b').replaceAll('~', '%7e');

test('a package of a locked index is fetched once and kept by its digest', async () => {
  const [first, second] = [await ask(escaped()), await ask(escaped())];
  expect(first.status).toBe(200);
  expect(first.body).toEqual(mirror.server.files.get(new URL(deb()).pathname));
  expect(second.body).toEqual(first.body);
  expect(mirror.server.requests).toHaveLength(1);
});

test('a package that is downloaded is reported by its name, one that is kept is not', async () => {
  const { body } = await ask(escaped());
  await ask(escaped());
  const size = body.length;
  expect(reporter.progressed.filter(({ ended }) => ended)).toEqual([
    expect.objectContaining({ label: 'downloading', unit: 'bytes', done: size, total: size }),
  ]);
  expect(reporter.progressed[0]?.item).toMatch(/^bash_.*\.deb$/);
});

test('many requests at once for one package are one download', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(deb())));
  expect(new Set(answers.map(({ body }) => body.toString())).size).toBe(1);
  expect(mirror.server.requests).toHaveLength(1);
});

test('a connection to the mirror that breaks is not noticed by apt', async () => {
  mirror.server.oddities.set(new URL(deb()).pathname, [breakAfter(1000)]);
  const { status, body } = await ask(deb());
  expect(status).toBe(200);
  expect(body).toEqual(mirror.server.files.get(new URL(deb()).pathname));
});

test('the locked index is shown even when the archive has moved on', async () => {
  mirror.publish({ bash: '6' });
  const { body } = await ask(`${mirror.source.uri}/dists/stable/InRelease`);
  expect(body.toString()).toContain(mirror.facts.suites['stable'] ? 'Codename: stable' : '');
  expect(mirror.server.requests).toEqual([]);
});

test('apt that was shown the lists already is told that nothing has changed', async () => {
  const headers = { 'if-modified-since': 'Tue, 14 Nov 2023 22:13:20 GMT' };
  expect((await ask(`${mirror.source.uri}/dists/stable/InRelease`, { headers })).status).toBe(304);
});

test('what a locked suite does not list does not exist', async () => {
  expect((await ask(`${mirror.source.uri}/dists/stable/Release.gpg`)).status).toBe(404);
  expect(mirror.server.requests).toEqual([]);
});

test('an archive that a step added itself is passed on and not kept', async () => {
  mirror.server.files.set('/vendor/x.deb', Buffer.from('vendor'));
  const address = `${mirror.server.url}/vendor/x.deb`;
  await ask(address);
  const { body } = await ask(address);
  expect(body.toString()).toBe('vendor');
  expect(mirror.server.requests).toEqual(['GET /vendor/x.deb', 'GET /vendor/x.deb']);
});

test('a package of an archive that nobody has locked is kept once apt has fetched its index', async () => {
  const open = proxy.open({ archives: [], onProblem: () => undefined });
  const { url } = open;
  const index = [...mirror.server.files.keys()].find((path) => path.includes('by-hash'));
  await ask(deb(), { url });
  await ask(mirror.server.url + index, { url });
  await ask(escaped(), { url });
  await ask(escaped(), { url });
  expect(mirror.server.requests.filter((line) => line.endsWith('.deb'))).toHaveLength(2);
});

test('without a network what is kept is served, and the rest is a diagnostic', async () => {
  await ask(deb());
  const { uri } = mirror.source;
  await mirror.server.close();
  expect((await ask(deb())).status).toBe(200);
  expect((await ask(`${uri}/elsewhere`)).status).toBe(503);
  expect(problems).toMatchObject([{ code: 'LAY074', detail: expect.stringContaining('/elsewhere') }]);
});

test('a package that is gone from the mirror is a diagnostic', async () => {
  mirror.server.files.delete(new URL(deb()).pathname);
  expect((await ask(deb())).status).toBe(404);
  expect(problems).toMatchObject([{ code: 'LAY075' }]);
});

test('nobody without the word of a session gets through, nor after it was closed', async () => {
  const url = session.url.replace(/\/\/\w+@/, '//guess@');
  expect((await ask(deb(), { url })).status).toBe(407);
  session.close();
  expect((await ask(deb())).status).toBe(407);
  expect(mirror.server.requests).toEqual([]);
});

test.each(['POST', 'PUT', 'DELETE'])('%s is refused', async (method) => {
  expect((await ask(deb(), { method })).status).toBe(405);
});

test('a size is told without the file', async () => {
  const { headers, body } = await ask(deb(), { method: 'HEAD' });
  expect(Number(headers['content-length'])).toBe(mirror.server.files.get(new URL(deb()).pathname)?.length);
  expect(body).toHaveLength(0);
});
