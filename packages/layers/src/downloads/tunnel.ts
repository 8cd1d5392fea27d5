import * as http from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** The header that a proxy with a name and password in its address wants. */
export function getAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

type Connect = (options: unknown, done: (error: Error | null, socket: Socket) => void) => undefined;

/** Makes TLS connections to a server through an HTTP proxy, by its CONNECT method. */
export function connectThrough(proxy: URL, target: URL): Connect {
  const port = target.port === '' ? '443' : target.port;
  return (_options, done) => {
    const fail = (error: Error) => done(error, undefined as unknown as Socket);
    const request = http.request(proxy, {
      method: 'CONNECT',
      path: `${target.hostname}:${port}`,
      headers: { host: `${target.hostname}:${port}`, ...getAuthorization(proxy) },
    });
    request.on('error', fail);
    request.on('connect', (response, socket) => {
      if (response.statusCode === 200) done(null, connectTls({ socket, servername: target.hostname }));
      else fail(new Error(`the proxy answered ${response.statusCode} to CONNECT`));
    });
    request.end();
    return undefined;
  };
}
