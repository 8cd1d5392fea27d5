import * as http from 'node:http';
import * as https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connectThrough, getAuthorization, getProxyFor, type ProxySettings } from '@strata/sdk/proxies';

/** What a server said. `body` must be read to its end or destroyed. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Readable;
}

export interface TransportRequest {
  /** @default GET */
  readonly method?: 'DELETE' | 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent with its length; made anew each time that the request is sent. */
  readonly body?: RequestBody;
  /** Milliseconds without a byte after which the connection counts as dead. @default 30,000 */
  readonly idleLimit?: number;
  readonly signal?: AbortSignal;
}

export interface RequestBody {
  /** Bytes. */
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * Asks a server over http or https. Follows redirects, of requests that change something only those which keep the method;
 * rejects when the server cannot be reached.
 */
export type Transport = (url: URL, request?: TransportRequest) => Promise<Answer>;

/** Seconds without a byte after which a connection counts as dead: apt's own default. */
const defaultIdleLimit = 30_000;
const redirectLimit = 5;
const redirects = new Set([301, 302, 303, 307, 308]);
const redirectsWithMethod = new Set([307, 308]);

/** A transport that goes through the machine's proxies. Idle connections are kept and do not keep the process alive. */
export function createTransport(settings: ProxySettings): Transport {
  const agent = new http.Agent({ keepAlive: true });
  const secureAgent = new https.Agent({ keepAlive: true });

  const ask = (url: URL, request: TransportRequest): Promise<Answer> => {
    const proxy = getProxyFor(url, settings);
    const common = {
      method: request.method ?? 'GET',
      headers: { 'user-agent': 'strata', ...getLength(request), ...request.headers },
      timeout: request.idleLimit ?? defaultIdleLimit,
      ...(request.signal && { signal: request.signal }),
    };
    if (url.protocol === 'https:') {
      const route = proxy ? { createConnection: connectThrough(proxy, url) } : { agent: secureAgent };
      return exchange(https.request(url, { ...common, ...route }), request);
    }
    if (!proxy) return exchange(http.request(url, { ...common, agent }), request);
    const headers = { ...common.headers, host: url.host, ...getAuthorization(proxy) };
    return exchange(http.request(proxy, { ...common, headers, agent, path: url.href }), request);
  };

  return async (start, request = {}) => {
    let url = start;
    for (let hops = 0; ; hops += 1) {
      const answer = await ask(url, url.host === start.host ? request : withoutLogin(request));
      const { location } = answer.headers;
      const followed = isReading(request) ? redirects : redirectsWithMethod;
      if (!followed.has(answer.status) || location === undefined) return answer;
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

function isReading({ method = 'GET' }: TransportRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** A request that changes something says how much it brings, be it nothing: some servers insist. */
function getLength(request: TransportRequest): Readonly<Record<string, string>> {
  if (isReading(request)) return {};
  return { 'content-length': String(request.body?.size ?? 0) };
}

function exchange(
  outgoing: http.ClientRequest,
  { body, idleLimit = defaultIdleLimit }: TransportRequest,
): Promise<Answer> {
  const answer = receive(outgoing, idleLimit);
  if (body) send(outgoing, body);
  else outgoing.end();
  return answer;
}

/** A server may answer before it has taken everything; what counts is its answer, or why the bytes could not be had. */
function send(outgoing: http.ClientRequest, body: RequestBody): void {
  const read = async function* () {
    try {
      yield* body.read();
    } catch (error) {
      outgoing.destroy(error as Error);
    }
  };
  pipeline(Readable.from(read()), outgoing).catch(() => undefined);
}

function receive(request: http.ClientRequest, idleLimit: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on('timeout', () => request.destroy(new Error(`no data for ${idleLimit / 1000} seconds`)));
    request.on('error', reject);
    request.on('response', (response) =>
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response }),
    );
  });
}
