import type { ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { Failure } from '@strata/diagnostics';
import { type Asked, type Loopback, listen, tellRequest } from '../testing';
import { createHttp } from './http';

let server: Loopback;
let handler: (asked: Asked, response: ServerResponse) => unknown;
let base: string;

beforeEach(async () => {
  server = await listen((asked, response) => handler(asked, response));
  base = server.origin;
});
afterEach(() => server[Symbol.asyncDispose]());

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
  await server[Symbol.asyncDispose]();
  const url = base.replace('http://', 'http://user:pass@');
  expect(await getProblem(http.get(`${url}/x`))).toBe(
    `${base}/x could not be read: the host refused the connection.`,
  );
});

test.each(['ftp://host/x', 'nothing', ''])('%p is refused as a URL', async (url) => {
  expect(await getProblem(http.get(url))).toMatch(/is not a valid URL that begins with http/);
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
  handler = (asked, response) => {
    seen.push(`${tellRequest(asked)} ${asked.body}`);
    if (asked.url === '/a') response.writeHead(status, { location: '/b' }).end();
    else response.end('there');
  };
  const { body } = await http.send(`${base}/a`, { method: 'POST', body: '{"a":1}' });
  expect(String(await buffer(body))).toBe('there');
  expect(seen).toEqual(['POST /a {"a":1}', expected]);
});

test.each([
  [302, 'POST', ['POST /a']],
  [307, 'POST', ['POST /a', 'POST /b']],
  [302, 'GET', ['GET /a', 'GET /b']],
])('where the method must be kept, a redirect of %i to %s asks for %j', async (status, method, expected) => {
  const seen: string[] = [];
  handler = (asked, response) => {
    seen.push(tellRequest(asked));
    if (asked.url === '/a') response.writeHead(status, { location: '/b' }).end();
    else response.end('there');
  };
  const answer = await http.send(`${base}/a`, { method, keepsMethod: true });
  answer.body.resume();
  expect(seen).toEqual(expected);
  expect(answer.status).toBe(expected.length === 1 ? status : 200);
});

test('an address that must not be shown is in no problem', async () => {
  handler = (_, response) => response.writeHead(302, { location: '/hunter2' }).end();
  const problem = await getProblem(http.send(`${base}/hunter2`, { shown: 'the webhook' }));
  expect(problem).toMatch(/the webhook could not be read/);
  expect(problem).not.toContain('hunter2');
  expect(await getProblem(http.send('hunter2', { shown: 'the webhook' }))).not.toContain('hunter2');
});

test.each([
  ['http://[', /it redirects to "http:\/\/\[", which is no address for HTTP/],
  ['file:///etc/passwd', /it redirects to "file:\/\/\/etc\/passwd", which is no address for HTTP/],
])('a redirect to %s is a problem, and the connection is given up', async (location, expected) => {
  let closed = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  handler = (_, response) => {
    response.once('close', closed);
    // It never ends, and would keep whoever waits for it.
    response.writeHead(302, { location }).write('moved');
  };
  expect(await getProblem(http.get(base))).toMatch(expected);
  await isClosed;
});

test('redirects whose bodies never end are followed all the same, and given up', async () => {
  let open = 0;
  handler = ({ url }, response) => {
    if (url === '/there') return response.end('there');
    open += 1;
    response.once('close', () => {
      open -= 1;
    });
    return response.writeHead(302, { location: '/there' }).write('moved');
  };
  const { body } = await http.get(base);
  expect(String(await buffer(body))).toBe('there');
  await waitFor(() => open === 0);
});

async function waitFor(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('where a redirect leads is not shown when the address must not be', async () => {
  handler = (_, response) => response.writeHead(302, { location: 'ftp://x/hunter2' }).end();
  const problem = await getProblem(http.send(base, { shown: 'the webhook' }));
  expect(problem).toBe('the webhook could not be read: it redirects to what is no address for HTTP.');
});

test('what may stand in no header is a problem that does not show it', async () => {
  const problem = await getProblem(http.get(base, { headers: { 'x-token': 'hunter2\n' } }));
  expect(problem).toMatch(/Invalid character in header content \["x-token"\]/);
  expect(problem).not.toContain('hunter2');
});
