import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that accepts connections. */
export interface Listening {
  readonly port: number;
  /** Takes no new connections, lets running requests finish for `patience` milliseconds, then cuts them off. */
  stop(patience: number): Promise<void>;
}

/** Starts to listen; rejects when the port is taken. */
export async function listen(
  handler: RequestListener,
  where: { host: string; port: number },
): Promise<Listening> {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(where.port, where.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: (patience) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), patience);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
