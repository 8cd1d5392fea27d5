import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';

/** The header that a proxy with a name and password in its address wants. */
export function getAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Code of the error when a proxy answers, and does not connect. */
const PROXY_REFUSED = 'EPROXYREFUSED';

export interface TunnelOptions {
  /** Of the TLS connection to the server; `servername` is its host when nobody says. */
  readonly tls?: ConnectionOptions;
  /** Milliseconds in which the proxy has to answer. @default for ever */
  readonly limit?: number | undefined;
}

type Connect = (options: unknown, done: (error: Error | null, socket: Socket) => void) => undefined;

/** Makes TLS connections to a server through an HTTP proxy, by its CONNECT method. */
export function connectThrough(proxy: URL, target: URL, { tls = {}, limit }: TunnelOptions = {}): Connect {
  const port = target.port === '' ? '443' : target.port;
  return (_options, done) => {
    const fail = (error: Error) => done(error, undefined as unknown as Socket);
    const { request: ask } = proxy.protocol === 'https:' ? https : http;
    const request = ask(proxy, {
      method: 'CONNECT',
      path: `${target.hostname}:${port}`,
      headers: { host: `${target.hostname}:${port}`, ...getAuthorization(proxy) },
      // One of its own: what is kept alive here is the tunnel.
      agent: false,
      ...(limit !== undefined && { timeout: limit }),
    });
    request.on('error', fail);
    request.on('timeout', () => request.destroy(getSilence(proxy)));
    // A proxy that refuses may do so as any server would.
    request.on('response', (response) => {
      response.resume();
      fail(getRefusal(proxy, response.statusCode));
    });
    request.on('connect', (response, socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        fail(getRefusal(proxy, response.statusCode));
        return;
      }
      socket.setTimeout(0);
      done(null, connectTls({ servername: target.hostname, ...tls, socket }));
    });
    request.end();
    return undefined;
  };
}

function getRefusal({ host }: URL, status: number | undefined): Error {
  return Object.assign(new Error(`the proxy ${host} answered ${status} to CONNECT`), { code: PROXY_REFUSED });
}

function getSilence({ host }: URL): Error {
  return Object.assign(new Error(`the proxy ${host} did not answer ETIMEDOUT`), { code: 'ETIMEDOUT' });
}
