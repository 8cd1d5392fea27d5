import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { encodeFacts } from './facts';
import { serveConnection } from './serve';

const facts = encodeFacts({
  cloud: 'azure',
  facts: {
    ...{ user: 'strata', host: 'golden', publicKey: 'key', machineId: 'id', address: '168.0.2.15' },
    ...{ mac: '52:54:00:12:34:56', network: { address: '168.0.0.0', prefix: '7' } },
  },
});

/** Asks over a connection that is handed over, as QEMU does. */
async function ask(method: string, path: string, body = '') {
  const server = createServer((connection) => serveConnection(facts, connection));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const headers = { 'x-ms-version': '2012-11-30', 'content-length': Buffer.byteLength(body) };
    const sent = request({ port, host: '127.0.0.1', method, path, headers });
    sent.end(body);
    const [response] = await once(sent, 'response');
    let text = '';
    for await (const chunk of response) text += String(chunk);
    return { status: response.statusCode, text, connection: response.headers.connection };
  } finally {
    server.close();
  }
}

test('one question is answered, and the connection is over', async () => {
  const { connection, status, text } = await ask('GET', '/machine/?comp=goalstate');
  expect([status, connection, text]).toEqual([200, 'close', expect.stringContaining('<GoalState')]);
});

test('a question may bring something along', async () => {
  expect((await ask('POST', '/machine?comp=health', '<Health/>'.repeat(10_000))).status).toBe(200);
});

test('who says nothing and leaves is forgotten', async () => {
  const server = createServer((connection) => serveConnection(facts, connection));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const guest = new Socket().connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(guest, 'connect');
  guest.end('GET / HT');
  guest.resume();
  await once(guest, 'close');
  server.close();
  expect(server.listening).toBe(false);
});
