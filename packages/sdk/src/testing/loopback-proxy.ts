import { request as ask, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** An HTTP proxy on this machine that a test goes through. */
export interface LoopbackProxy extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Method and target of each request: `CONNECT ec2.test:443`, `POST http://ec2.test/`. */
  readonly asked: readonly string[];
}

export interface LoopbackProxyOptions {
  /** `host:port` behind the proxy, which stands for every host that it is asked for. */
  readonly target: string;
  /** `name:password` that it insists on. @default anyone may use it */
  readonly login?: string;
  /** Takes requests for tunnels, and says nothing. @default false */
  readonly hangs?: boolean;
}

const PROXY_AUTHENTICATION_REQUIRED = 407;

/** Starts a proxy that tunnels and hands on. What hosts are called is no matter: all of them are one. */
export async function startLoopbackProxy({
  target,
  login,
  hangs = false,
}: LoopbackProxyOptions): Promise<LoopbackProxy> {
  const asked: string[] = [];
  const { hostname, port } = new URL(`http://${target}`);
  const wanted = login && `Basic ${Buffer.from(login).toString('base64')}`;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { pathname, search } = new URL(request.url ?? '/', 'http://nowhere.test');
    const { method, headers } = request;
    const passed = ask({ hostname, port, method, headers, path: pathname + search }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    request.pipe(passed);
  });
  server.on('connect', (request, client, head) => {
    asked.push(`CONNECT ${request.url}`);
    // Whoever is given up breaks the connection.
    client.on('error', () => undefined);
    if (hangs) return;
    if (wanted && request.headers['proxy-authorization'] !== wanted) {
      client.end(`HTTP/1.1 ${PROXY_AUTHENTICATION_REQUIRED} Proxy Authentication Required\r\n\r\n`);
      return;
    }
    const behind = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      behind.write(head);
      behind.pipe(client).pipe(behind);
    });
    behind.on('error', () => client.destroy());
    client.on('close', () => behind.destroy());
  });
  const tunnels = new Set<Duplex>();
  server.on('connect', (_, client) => tunnels.add(client));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${address.port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      // The server has handed these on, and does not know them any more.
      for (const tunnel of tunnels) tunnel.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
