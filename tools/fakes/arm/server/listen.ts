import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Certificate } from './certificate';
import type { Outcome, Received } from './exchange';

/** A server that speaks on loopback alone. */
export interface Listening {
  /** `https://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** Breaks every connection, also those that wait for an answer that never comes. */
  close(): Promise<void>;
}

/** Listens on a port that is free, or on the one that is asked for. */
export async function listen(
  answer: (received: Received) => Promise<Outcome>,
  { key, cert }: Certificate,
  port = 0,
): Promise<Listening> {
  const server = createServer({ key, cert }, async (request, response) => {
    try {
      deliver(await answer(await receive(request)), response);
    } catch {
      // The client went away before its request was whole: nobody is left to answer.
      response.destroy();
    }
  });
  // Whoever closes first while the other asks again breaks the connection: here it is always the client.
  server.keepAliveTimeout = 0;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    endpoint: `https://127.0.0.1:${getPort(server)}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      // Also those that are no connections of HTTP yet, since they still agree on how to encrypt.
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function getPort(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
  return address.port;
}

async function receive(request: IncomingMessage): Promise<Received> {
  const { method = '', url = '/', headers } = request;
  const [address = '/', query = ''] = url.split('?', 2);
  // The SDK puts a slash before ids, which begin with one; ARM takes both for one.
  const path = address.replace(/^\/+/, '/');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  return { method, path, query: new URLSearchParams(query), headers, body };
}

function deliver(outcome: Outcome, response: ServerResponse): void {
  if (outcome === 'hang') return;
  if (outcome === 'reset') {
    response.socket?.destroy();
    return;
  }
  const body = outcome.body === undefined ? '' : JSON.stringify(outcome.body);
  response.writeHead(outcome.status, {
    'x-ms-request-id': randomUUID(),
    'x-ms-correlation-request-id': randomUUID(),
    'x-ms-ratelimit-remaining-subscription-writes': '1199',
    ...(body !== '' && { 'content-type': 'application/json; charset=utf-8' }),
    ...outcome.headers,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
