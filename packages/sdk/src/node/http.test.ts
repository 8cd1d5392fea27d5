import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { Failure } from '@strata/diagnostics';
import { createHttp } from './http';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let handler: Handler;
let base: string;

beforeEach(async () => {
  server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const http = createHttp();

test('a body comes as it was sent, packed bytes too', async () => {
  const packed = gzipSync('content');
  handler = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
  const { status, headers, body } = await http.get(base);
  expect(status).toBe(200);
  expect(headers['content-encoding']).toBe('gzip');
  expect((await buffer(body)).equals(packed)).toBe(true);
});

test('an error status is an answer', async () => {
  handler = (_, response) => response.writeHead(404).end('no');
  const { status, body } = await http.get(base);
  expect([status, String(await buffer(body))]).toEqual([404, 'no']);
});

test('redirects are followed, and credentials stay with the host they were meant for', async () => {
  const seen: Array<string | undefined> = [];
  handler = ({ url, headers }, response) => {
    seen.push(headers.authorization);
    if (url === '/a') response.writeHead(302, { location: '/b' }).end();
    else if (url === '/b')
      response.writeHead(307, { location: `${base.replace('127.0.0.1', 'localhost')}/c` }).end();
    else response.end('there');
  };
  const { body } = await http.get(`${base}/a`, { headers: { Authorization: 'Bearer x' } });
  expect(String(await buffer(body))).toBe('there');
  expect(seen).toEqual(['Bearer x', 'Bearer x', undefined]);
});

test('a ring of redirects ends', async () => {
  handler = (_, response) => response.writeHead(302, { location: '/' }).end();
  expect(await getProblem(http.get(base))).toMatch(/redirected more than 10 times/);
});

test('a server that falls silent is given up, before and within the body', async () => {
  const impatient = createHttp({ idleTimeout: 50 });
  handler = () => undefined;
  expect(await getProblem(impatient.get(base))).toMatch(/sent nothing for 0.05 seconds/);
  handler = (_, response) => response.writeHead(200).write('half');
  const { body } = await impatient.get(base);
  expect(await getProblem(buffer(body))).toMatch(/sent nothing for 0.05 seconds/);
});

test('a body that is cut short is an error, not a short file', async () => {
  handler = (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    setTimeout(() => response.destroy(), 20);
  };
  const { body } = await http.get(base);
  expect(await getProblem(buffer(body))).toMatch(/could not be read/);
});

test('an abort rejects with its reason, before and within the body', async () => {
  const reason = new Error('enough');
  await expect(http.get(base, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  handler = (_, response) => response.writeHead(200).write('half');
  const abort = new AbortController();
  const { body } = await http.get(base, { signal: abort.signal });
  abort.abort(reason);
  await expect(buffer(body)).rejects.toBe(reason);
});

test('a host that is not there is told in words, without the password of the URL', async () => {
  server.close();
  const url = base.replace('http://', 'http://user:pass@');
  expect(await getProblem(http.get(`${url}/x`))).toBe(
    `${base}/x could not be read: the host refused the connection.`,
  );
});

test.each(['ftp://host/x', 'nothing', ''])('%p is refused as a URL', async (url) => {
  expect(await getProblem(http.get(url))).toMatch(/is not a URL that begins with http/);
});

async function getProblem(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Failure);
  return (error as Failure).diagnostics[0]!.detail;
}

test.each([
  [303, 'GET /b '],
  [302, 'GET /b '],
  [307, 'POST /b {"a":1}'],
])('after %i a request that sends something goes on as %j', async (status, expected) => {
  const seen: string[] = [];
  handler = async (request, response) => {
    seen.push(`${request.method} ${request.url} ${await buffer(request)}`);
    if (request.url === '/a') response.writeHead(status, { location: '/b' }).end();
    else response.end('there');
  };
  const { body } = await http.send(`${base}/a`, { method: 'POST', body: '{"a":1}' });
  expect(String(await buffer(body))).toBe('there');
  expect(seen).toEqual(['POST /a {"a":1}', expected]);
});

test('an address that must not be shown is in no problem', async () => {
  handler = (_, response) => response.writeHead(302, { location: '/hunter2' }).end();
  const problem = await getProblem(http.send(`${base}/hunter2`, { shown: 'the webhook' }));
  expect(problem).toMatch(/the webhook could not be read/);
  expect(problem).not.toContain('hunter2');
  expect(await getProblem(http.send('hunter2', { shown: 'the webhook' }))).not.toContain('hunter2');
});

test('a redirect to what is no address is a problem', async () => {
  handler = (_, response) => response.writeHead(302, { location: 'http://[' }).end();
  expect(await getProblem(http.get(base))).toMatch(/"http:\/\/\[", which is no address/);
});

test('what may stand in no header is a problem that does not show it', async () => {
  const problem = await getProblem(http.get(base, { headers: { 'x-token': 'hunter2\n' } }));
  expect(problem).toMatch(/Invalid character in header content \["x-token"\]/);
  expect(problem).not.toContain('hunter2');
});
