import * as http from 'node:http';
import * as https from 'node:https';
import type { Readable } from 'node:stream';
import { getProxyFor, type ProxySettings } from './proxy-settings';
import { connectThrough, getAuthorization } from './tunnel';

/** What a server said. `body` must be read to its end or destroyed. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Readable;
}

export interface TransportRequest {
  /** @default GET */
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks a server over http or https. Follows redirects; rejects when the server cannot be reached. */
export type Transport = (url: URL, request?: TransportRequest) => Promise<Answer>;

/** Seconds without a byte after which a connection counts as dead: apt's own default. */
const idleLimit = 30_000;
const redirectLimit = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

/** A transport that goes through the machine's proxies. Idle connections are kept and do not keep the process alive. */
export function createTransport(settings: ProxySettings): Transport {
  const agent = new http.Agent({ keepAlive: true });
  const secureAgent = new https.Agent({ keepAlive: true });

  const ask = (url: URL, request: TransportRequest): Promise<Answer> => {
    const proxy = getProxyFor(url, settings);
    const common = {
      method: request.method ?? 'GET',
      headers: { 'user-agent': 'strata', ...request.headers },
      timeout: idleLimit,
      ...(request.signal && { signal: request.signal }),
    };
    if (url.protocol === 'https:') {
      const route = proxy ? { createConnection: connectThrough(proxy, url) } : { agent: secureAgent };
      return receive(https.request(url, { ...common, ...route }));
    }
    if (!proxy) return receive(http.request(url, { ...common, agent }));
    const headers = { ...common.headers, host: url.host, ...getAuthorization(proxy) };
    return receive(http.request(proxy, { ...common, headers, agent, path: url.href }));
  };

  return async (start, request = {}) => {
    let url = start;
    for (let hops = 0; ; hops += 1) {
      const answer = await ask(url, url.host === start.host ? request : withoutLogin(request));
      const { location } = answer.headers;
      if (!redirects.has(answer.status) || location === undefined) return answer;
      answer.body.resume();
      if (hops === redirectLimit) throw new Error(`more than ${redirectLimit} redirects from ${start.href}`);
      url = new URL(location, url);
    }
  };
}

/** Another host gets no password; stores that registries send us to refuse requests that have one. */
function withoutLogin({ headers = {}, ...request }: TransportRequest): TransportRequest {
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization');
  return { ...request, headers: Object.fromEntries(kept) };
}

function receive(request: http.ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on('timeout', () => request.destroy(new Error(`no data for ${idleLimit / 1000} seconds`)));
    request.on('error', reject);
    request.on('response', (response) =>
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response }),
    );
    request.end();
  });
}
