import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Received } from '../wire/protocol';
import type { Outcome } from './perform';
import { receive } from './receive';

/** A server that speaks on loopback alone. */
export interface Listening {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** Breaks every connection, also those that wait for an answer that never comes. */
  close(): Promise<void>;
}

/** Listens on a port that is free, or on the one that is asked for. */
export async function listen(answer: (received: Received) => Promise<Outcome>, port = 0): Promise<Listening> {
  const server = createServer(async (request, response) => {
    try {
      deliver(await answer(await receive(request)), response);
    } catch {
      // The client went away before its request was whole: nobody is left to answer.
      response.destroy();
    }
  });
  // Whoever closes first while the other asks again breaks the connection: here it is always the client.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${getPort(server)}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function getPort(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
  return address.port;
}

function deliver(outcome: Outcome, response: ServerResponse): void {
  if (outcome === 'hang') return;
  if (outcome === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(outcome.status, {
    ...outcome.headers,
    'content-length': Buffer.byteLength(outcome.body),
  });
  response.end(outcome.body);
}
