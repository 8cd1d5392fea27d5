import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTransport } from './transport';

let server: Server;
let base: string;
const seen: string[] = [];
beforeEach(async () => {
  seen.length = 0;
  server = createServer(async (request, response) => {
    const body = await text(request).catch(() => 'broken');
    seen.push(`${request.method} ${request.url} ${getLength(request)} ${body}`);
    const [, status, to] = /^\/(\d+)(\/.*)?$/.exec(request.url ?? '') ?? [];
    response.writeHead(Number(status), to ? { location: to } : {}).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const getLength = ({ headers }: IncomingMessage) => headers['content-length'] ?? 'none';
const transport = createTransport({ direct: [] });

async function ask(path: string, method: 'GET' | 'POST' | 'PUT', words?: readonly string[]) {
  const size = words?.join('').length ?? 0;
  const read = async function* () {
    for (const word of words ?? []) yield Buffer.from(word);
  };
  const body = words && { body: { size, read } };
  const answer = await transport(new URL(path, base), { method, ...body });
  answer.body.resume();
  return answer.status;
}

test('a body is sent with its length, and nothing is a length too', async () => {
  expect(await ask('/201', 'PUT', ['ab', 'c'])).toBe(201);
  expect(await ask('/202', 'POST')).toBe(202);
  expect(await ask('/200', 'GET')).toBe(200);
  expect(seen).toEqual(['PUT /201 3 abc', 'POST /202 0 ', 'GET /200 none ']);
});

test('what changes something is sent on where the method is kept, and nowhere else', async () => {
  expect(await ask('/307/201', 'PUT', ['abc'])).toBe(201);
  expect(await ask('/302/201', 'PUT', ['abc'])).toBe(302);
  expect(await ask('/302/200', 'GET')).toBe(200);
  expect(seen).toEqual([
    'PUT /307/201 3 abc',
    'PUT /201 3 abc',
    'PUT /302/201 3 abc',
    'GET /302/200 none ',
    'GET /200 none ',
  ]);
});

test('bytes that cannot be read end the request with their own reason', async () => {
  const read = async function* () {
    yield Buffer.from('a');
    throw new Error('the disk is broken');
  };
  const request = { method: 'PUT', body: { size: 3, read } } as const;
  await expect(transport(new URL('/201', base), request)).rejects.toThrow('the disk is broken');
});
