import type { ServerResponse } from 'node:http';
import { Failure } from '@strata/diagnostics';
import { Secret } from '@strata/sdk';
import { createHttp } from '@strata/sdk/node';
import { type Asked, createTestPorts, type Loopback, listen } from '@strata/sdk/testing';
import { readHttp } from './read';
import type { HttpDataOptions } from './schema';

let server: Loopback;
let handler: (asked: Asked, response: ServerResponse) => unknown;
let base: string;

beforeEach(async () => {
  server = await listen((asked, response) => handler(asked, response));
  base = server.origin;
});
afterEach(() => server[Symbol.asyncDispose]());

const defaults = { method: 'GET', request_headers: undefined, request_body: undefined };
const LIMITS = { bytes: 1 << 20, milliseconds: 10_000 };

function read(
  options: Partial<HttpDataOptions> = {},
  limits = LIMITS,
  signal = new AbortController().signal,
) {
  const ports = { ...createTestPorts(), http: createHttp() };
  return readHttp({ ports, signal }, { url: base, ...defaults, ...options }, limits);
}

async function getProblem(reading: Promise<unknown>) {
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  const [{ code, detail, hint } = { code: '', detail: '', hint: '' }] = error.diagnostics;
  return `${code} ${detail} ${hint ?? ''}`;
}

test('body, address and headers of the answer are given, the headers by their usual names', async () => {
  handler = (_, response) =>
    response.writeHead(201, { 'content-type': 'text/plain', 'x-request-id': '7' }).end('grüße\n');
  const { body, request_headers: headers, url } = await read();
  expect({ body, url }).toEqual({ body: 'grüße\n', url: base });
  expect(headers).toMatchObject({ 'Content-Type': 'text/plain', 'X-Request-Id': '7' });
});

test.each(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
  '%s asks with headers and a body',
  async (method) => {
    handler = ({ method, headers, body }, response) =>
      response.end(`${method} ${headers['x-token']} ${body}`);
    const headers = { 'X-Token': new Secret('hunter2') };
    const { body } = await read({ method, request_headers: headers, request_body: 'what' });
    expect(body).toBe(`${method} hunter2 what`);
  },
);

test('all bytes of a text are given, a mark of its encoding too', async () => {
  handler = (_, response) => response.end('\ufeff[main]');
  expect((await read()).body).toBe('\ufeff[main]');
});

test('HEAD gives the headers alone', async () => {
  handler = (_, response) => response.writeHead(200, { etag: '"1"' }).end('never sent');
  const { body, request_headers: headers } = await read({ method: 'HEAD' });
  expect([body, headers['Etag']]).toEqual(['', '"1"']);
});

test.each([
  [401, 'Check the login'],
  [404, 'Check url'],
  [503, 'try again later'],
  [304, 'Check url, method'],
])('an answer of %i is no value, and the hint says %s', async (status, hint) => {
  handler = (_, response) => response.writeHead(status).end();
  const problem = await getProblem(read());
  expect(problem).toMatch(new RegExp(`^STD001 the server answered ${status}, not 2xx`));
  expect(problem).toContain(hint);
});

test('bytes that are no text are refused', async () => {
  handler = (_, response) => response.end(Buffer.from([0x47, 0xff, 0xfe]));
  expect(await getProblem(read())).toMatch(/^STD002 .*3 bytes is no text in UTF-8.*strata-output/);
});

test('an answer above the limit is refused while it comes', async () => {
  handler = (_, response) => {
    response.write(Buffer.alloc(1 << 20, 'a'));
    response.write('one more, and then nothing');
  };
  expect(await getProblem(read())).toMatch(/^STD003 the answer is larger than 1 MiB/);
});

test('an answer that does not end in time is given up', async () => {
  handler = (_, response) => void response.write('half');
  expect(await getProblem(read({}, { ...LIMITS, milliseconds: 100 }))).toMatch(
    /^STD004 the server gave no whole answer within 0.1 seconds/,
  );
});

test.each([
  ['a ring of redirects', () => base, /^SDK003 .*redirected more than 10 times/],
  ['a host that refuses', () => 'http://127.0.0.1:1/', /^SDK003 .*refused the connection/],
  ['no address', () => 'mirror/list', /^SDK003 "mirror\/list" is not a valid URL/],
])('%s is told', async (_, url, expected) => {
  handler = (_request, response) => response.writeHead(302, { location: '/' }).end();
  expect(await getProblem(read({ url: url() }))).toMatch(expected);
});

test('a sensitive address stays one, and is in no problem', async () => {
  handler = (_, response) => response.end('x');
  const url = new Secret(`${base}/?token=hunter2`);
  expect((await read({ url })).url).toBe(url);
  const problem = await getProblem(read({ url: new Secret('http://127.0.0.1:1/?token=hunter2') }));
  expect(problem).toMatch(/^SDK003 The sensitive url could not be read/);
});

test('a cancelled command waits no longer, and that is no failure of the server', async () => {
  const reason = new Error('cancelled');
  handler = () => undefined;
  const cancel = new AbortController();
  const reading = read({}, LIMITS, cancel.signal);
  cancel.abort(reason);
  await expect(reading).rejects.toBe(reason);
});
