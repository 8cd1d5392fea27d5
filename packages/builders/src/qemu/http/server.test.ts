import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@strata/sdk';
import { type HttpServerOptions, startHttpServer } from './server';

let top: string;
let folder: string;

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'strata-http-'));
  folder = join(top, 'served');
  mkdirSync(join(folder, 'sub/deep'), { recursive: true });
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(top, 'outside'), 'outside');
  writeFileSync(join(folder, 'preseed.cfg'), '0123456789');
  writeFileSync(join(folder, 'sub/a <b>&:c'), 'odd');
  writeFileSync(join(folder, 'sub/blob'), Buffer.from([0, 1, 2]));
  writeFileSync(join(folder, 'page/index.html'), '<p>hello');
  writeFileSync(join(folder, 'empty'), '');
  symlinkSync('../outside', join(folder, 'link'));
  symlinkSync('nowhere', join(folder, 'broken'));
  utimesSync(join(folder, 'preseed.cfg'), 1_000_000, 1_000_000);
});
afterAll(() => rmSync(top, { recursive: true }));

const ports = { min: 20_000, max: 60_000 };
const start = (options: Partial<HttpServerOptions> = { directory: folder }) =>
  startHttpServer({ address: '127.0.0.1', ports, signal: new AbortController().signal, ...options });

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: Partial<HttpServerOptions>;
}

/** `fetch` would tidy the path and follow redirects. */
async function ask(path: string, { method = 'GET', headers = {}, options }: Asked = {}) {
  await using server = await start(options);
  const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers });
  sent.end();
  const [response] = await once(sent, 'response');
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces).toString() };
}

test('a file comes with its type, its length and its time', async () => {
  const { status, headers, body } = await ask('/preseed.cfg?x=1');
  expect([status, body]).toEqual([200, '0123456789']);
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-length': '10',
    'accept-ranges': 'bytes',
    'last-modified': 'Mon, 12 Jan 1970 13:46:40 GMT',
  });
  expect((await ask('/sub/blob')).headers['content-type']).toBe('application/octet-stream');
  expect(await ask('/empty')).toMatchObject({ status: 200, body: '' });
});

test('HEAD has the same head and no body', async () => {
  const { status, headers, body } = await ask('/preseed.cfg', { method: 'HEAD' });
  expect([status, body, headers['content-length']]).toEqual([200, '', '10']);
});

test('a part is sent when one is asked for', async () => {
  const part = await ask('/preseed.cfg', { headers: { Range: 'bytes=2-4' } });
  expect([part.status, part.body, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10']);
  const beyond = await ask('/preseed.cfg', { headers: { Range: 'bytes=10-' } });
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */10']);
  const other = await ask('/preseed.cfg', { headers: { Range: 'bytes=2-4', 'If-Range': '"other"' } });
  expect([other.status, other.body]).toEqual([200, '0123456789']);
});

test('who has the file already is told so', async () => {
  const known = { 'If-Modified-Since': 'Mon, 12 Jan 1970 13:46:40 GMT' };
  expect(await ask('/preseed.cfg', { headers: known })).toMatchObject({ status: 304, body: '' });
  const older = { 'If-Modified-Since': 'Mon, 12 Jan 1970 13:46:39 GMT' };
  expect(await ask('/preseed.cfg', { headers: older })).toMatchObject({ status: 200 });
});

test('a folder shows its names, or its index', async () => {
  const { headers, body } = await ask('/sub/');
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(body).toBe(
    '<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n' +
      '<a href="./a%20%3Cb%3E%26%3Ac">a &lt;b&gt;&amp;:c</a>\n<a href="blob">blob</a>\n<a href="deep/">deep/</a>\n</pre>\n',
  );
  expect((await ask('/sub/a%20%3Cb%3E%26%3Ac')).body).toBe('odd');
  expect((await ask('/page/')).body).toBe('<p>hello');
});

test.each([
  ['/sub', 'sub/'],
  ['/page/index.html', './'],
  ['/preseed.cfg/', '../preseed.cfg'],
])('%s leads to %s', async (path, location) => {
  const { status, headers } = await ask(path);
  expect([status, headers['location']]).toEqual([301, location]);
});

test.each([
  '/../outside',
  '/sub/../../outside',
  '/%2e%2e/outside',
  '/..%2foutside',
  '/%2e%2e%2f%2e%2e%2foutside',
  '//../outside',
  '/sub/..%5c..%5c..%5coutside',
  '/broken',
  '/preseed.cfg/x',
  `/${'x'.repeat(5000)}`,
  '/%00',
  '/%zz',
])('%s reaches nothing', async (path) => {
  const { status, body } = await ask(path);
  expect([400, 404]).toContain(status);
  expect(body).not.toMatch('outside\n');
  expect(body).toMatch(/^(404 page not found|400 Bad Request)\n$/);
});

test("a link is followed wherever it leads, as in Go's file server", async () => {
  expect((await ask('/link')).body).toBe('outside');
});

test('texts are served by their path, with or without the first slash', async () => {
  const options = { content: { '/meta-data': 'one', 'sub/user-data': new Secret('two') } };
  expect((await ask('/meta-data', { options })).body).toBe('one');
  expect((await ask('/./sub/user-data', { options })).body).toBe('two');
  expect(await ask('/user-dat', { options })).toMatchObject({ status: 404, body: '/user-dat not found.\n' });
  expect((await ask('/meta-date', { options })).body).toBe(
    '/meta-date not found. Did you mean "/meta-data"?\n',
  );
});

test('what is asked for and is not there is told', async () => {
  const missing: string[] = [];
  await ask('/none?a', { options: { directory: folder, onMissing: (path) => missing.push(path) } });
  await ask('/preseed.cfg', { options: { directory: folder, onMissing: (path) => missing.push(path) } });
  expect(missing).toEqual(['/none?a']);
});

test('a free port of the range is taken, and none free is told', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await using server = await start({ ports: { min: port, max: port + 1 } }).catch(() => start());
  expect(server.port).not.toBe(port);
  await expect(start({ ports: { min: port, max: port } })).rejects.toMatchObject({
    diagnostics: [
      { code: 'BLD043', detail: `None of the ports ${port} to ${port} of 127.0.0.1 can be had.` },
    ],
  });
  taken.close();
});

test.each([
  [{ address: '192.0.2.1' }, /cannot listen on 192\.0\.2\.1/],
  [{ directory: '/none' }, /\/none, is not there/],
])('%j is told', async (options, detail) => {
  await expect(start(options)).rejects.toMatchObject({
    diagnostics: [{ code: 'BLD043', detail: expect.stringMatching(detail) }],
  });
});

test('the end closes every connection, also one that waits', async () => {
  const server = await start();
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET /preseed.cfg HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  const closed = once(socket, 'close');
  await server[Symbol.asyncDispose]();
  await closed;
  await server[Symbol.asyncDispose]();
});

test('an abort ends it', async () => {
  const abort = new AbortController();
  const server = await start({ signal: abort.signal });
  abort.abort();
  await server[Symbol.asyncDispose]();
  const socket = connect(server.port, '127.0.0.1');
  await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
});
