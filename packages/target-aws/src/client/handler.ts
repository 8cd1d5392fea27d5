import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ProxySettings } from '@strata/sdk/proxies';
import { loadProxies, loadSdk } from './load-sdk';
import type { TimeLimits } from './time-limits';

export interface HandlerOptions {
  readonly limits: TimeLimits;
  /** Connections to one host at a time. */
  readonly connections: number;
  /** Takes any certificate. */
  readonly isTrusting?: boolean;
  readonly proxies: ProxySettings;
}

/**
 * Sends requests, and gives each up after its time: `requestTimeout` alone only warns, and holds until an answer begins;
 * `socketTimeout` ends one that stops in the middle.
 */
export function createHandler({
  limits,
  connections,
  proxies,
  isTrusting = false,
}: HandlerOptions): NodeHttpHandler {
  const { NodeHttpHandler: Handler } = loadSdk.http();
  const agent = { keepAlive: true, maxSockets: connections };
  const secure = { ...agent, ...(isTrusting && { rejectUnauthorized: false }) };
  const handler = new Handler({
    connectionTimeout: limits.connect,
    requestTimeout: limits.answer,
    socketTimeout: limits.answer,
    throwOnRequestTimeout: true,
    // Many wait for a connection when many images are published: that is no trouble.
    socketAcquisitionWarningTimeout: limits.answer,
    httpAgent: agent,
    httpsAgent: proxies.https ? loadProxies().createProxiedAgent(secure, proxies, limits.connect) : secure,
  });
  if (!proxies.http) return handler;
  const handle = handler.handle.bind(handler);
  return Object.assign(handler, {
    handle: (...[request, options]: Parameters<typeof handle>) => handle(toProxy(request, proxies), options),
  });
}

type Request = Parameters<NodeHttpHandler['handle']>[0];

/** A request without TLS goes to its proxy as a whole, with the address of whom it is for. */
function toProxy(request: Request, proxies: ProxySettings): Request {
  if (request.protocol !== 'http:') return request;
  const { getAuthorization, getProxyFor } = loadProxies();
  const target = new URL(`http://${request.hostname}:${request.port ?? ''}`);
  const proxy = getProxyFor(target, proxies);
  if (!proxy) return request;
  return Object.assign(request.clone(), {
    protocol: proxy.protocol,
    hostname: proxy.hostname,
    port: proxy.port === '' ? undefined : Number(proxy.port),
    path: `${target.origin}${request.path}`,
    headers: { ...request.headers, host: target.host, ...getAuthorization(proxy) },
  });
}
