import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Service } from './answer';
import { createAzureService } from './azure';
import { createEc2Service } from './ec2';
import { decodeFacts, type MetadataFacts } from './facts';

/**
 * Answers one connection of a guest. QEMU starts a program for each, whose input and output the connection is: so nothing
 * listens on this machine, and nobody else can ask.
 *
 * @param encoded as `encodeFacts` gives it
 */
export function serveConnection(encoded: string, connection: Duplex): void {
  const service = createService(decodeFacts(encoded));
  const server = createServer((request, response) => answer(service, request, response));
  server.emit('connection', connection);
}

function createService({ cloud, facts }: MetadataFacts): Service {
  return cloud === 'ec2' ? createEc2Service(facts, Date.now) : createAzureService(facts);
}

/** What comes with a question is read to its end, and forgotten. Then the connection goes: it holds a process. */
function answer(service: Service, request: IncomingMessage, response: ServerResponse): void {
  const { method = '', url = '', headers } = request;
  const { status, text, type = 'text/plain', headers: more } = service({ method, url, headers });
  request.resume().once('end', () => {
    const length = Buffer.byteLength(text);
    response.writeHead(status, {
      'content-type': type,
      'content-length': length,
      connection: 'close',
      ...more,
    });
    response.end(method === 'HEAD' ? undefined : text);
  });
}
