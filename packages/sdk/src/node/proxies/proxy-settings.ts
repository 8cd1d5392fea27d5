import { parseHttpAddress } from '../../address';

/** How this machine reaches the world. All absent: directly. */
export interface ProxySettings {
  /** Proxy for `http:` addresses, as a URL. */
  readonly http?: string;
  /** Proxy for `https:` addresses, as a URL. */
  readonly https?: string;
  /** Hosts reached directly: names, `.suffix`es, `host:port`, or `*` for all. */
  readonly direct: readonly string[];
}

/**
 * Settings from the variables that curl, wget and apt know. Upper-case `HTTP_PROXY` is left out, as curl does: a web
 * server sets it from a request's `Proxy:` header.
 */
export function getProxySettings(variables: Readonly<Record<string, string | undefined>>): ProxySettings {
  const all = variables.all_proxy || variables.ALL_PROXY;
  const http = variables.http_proxy || all;
  const https = variables.https_proxy || variables.HTTPS_PROXY || all;
  const direct = (variables.no_proxy || variables.NO_PROXY || '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '');
  return { ...(http && { http }), ...(https && { https }), direct };
}

/** The proxy for one address; undefined means directly. */
export function getProxyFor(url: URL, settings: ProxySettings): URL | undefined {
  const proxy = url.protocol === 'https:' ? settings.https : settings.http;
  if (!proxy || settings.direct.some((pattern) => matchesHost(pattern, url))) return undefined;
  return new URL(withScheme(proxy));
}

/** Which of a machine's proxies have an address that no HTTP proxy can have. It may hold a password: never show it. */
export function findBadProxies({ http, https }: ProxySettings): readonly ('http' | 'https')[] {
  const isBad = (proxy?: string) => proxy !== undefined && !parseHttpAddress(withScheme(proxy));
  return [...(isBad(http) ? (['http'] as const) : []), ...(isBad(https) ? (['https'] as const) : [])];
}

function withScheme(proxy: string): string {
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function matchesHost(pattern: string, url: URL): boolean {
  if (pattern === '*') return true;
  const bare = pattern.replace(/^\*?\./, '');
  return [url.hostname, url.host].some((host) => host === bare || host.endsWith(`.${bare}`));
}
