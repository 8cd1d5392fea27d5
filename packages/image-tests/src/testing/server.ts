import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on loopback with a page, a redirect, one that wants a login, and one that never answers. */
export interface TestServer {
  /** Without a slash at its end. */
  readonly url: string;
  close(): void;
}

export async function startTestServer(): Promise<TestServer> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Of ada, who has a quote in her password. */
const LOGIN = `Basic ${Buffer.from('ada:se"cret').toString('base64')}`;

const answer: RequestListener = (request, response) => {
  if (request.url === '/slow') return;
  if (request.url === '/moved') {
    response.writeHead(302, { location: '/here' }).end();
    return;
  }
  const body: Buffer[] = [];
  request.on('data', (data: Buffer) => body.push(data));
  request.on('end', () => {
    const isKnown = request.url !== '/private' || request.headers.authorization === LOGIN;
    response.writeHead(isKnown ? 200 : 401, { 'x-method': request.method });
    response.end(`path ${request.url}\nbody ${Buffer.concat(body)}\nkey ${request.headers['x-key']}\n`);
  });
};
