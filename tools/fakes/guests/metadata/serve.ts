import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from '../../../../packages/cli/src/guest/metadata/answer';

/** A metadata service of one instance. */
export interface MetadataServer {
  /** Of 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on this machine alone; a guest's connections are carried there. */
export async function serveMetadata(service: Service): Promise<MetadataServer> {
  const server = createServer((request, response) => answer(service, request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What comes with a question is read to its end, and forgotten. Then the connection goes: it holds a process. */
function answer(service: Service, request: IncomingMessage, response: ServerResponse): void {
  const { method = '', url = '', headers } = request;
  const { status, text, type = 'text/plain', headers: more } = service({ method, url, headers });
  request.resume().once('end', () => {
    const body = Buffer.from(text, 'latin1');
    response.writeHead(status, {
      'content-type': type,
      'content-length': body.length,
      connection: 'close',
      ...more,
    });
    response.end(method === 'HEAD' ? undefined : body);
  });
}
