import type { ClientRequest, Agent as HttpAgent, IncomingMessage, RequestOptions } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { PassThrough } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { parseHttpAddress } from '../address';
import { problem } from '../codes';
import { getErrorCode } from '../error-code';
import type { Http, HttpRequest, HttpResponse } from '../ports';

export interface HttpOptions {
  /** Milliseconds without a byte from the server after which a request fails. @default 60,000 */
  readonly idleTimeout?: number;
  /** Redirects followed. @default 10 */
  readonly redirects?: number;
}

/** One request on its way through redirects. */
interface Attempt extends Pick<HttpRequest, 'body' | 'signal' | 'shown' | 'keepsMethod'> {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly idleTimeout: number;
}

/**
 * Bodies come as the bytes that were sent: what is stored is checked by digest, so nothing is decompressed on the way,
 * which is why this is not `fetch`. A status of 400 or more is an answer; no answer is a `Failure`.
 */
export function createHttp({ idleTimeout = 60_000, redirects = 10 }: HttpOptions = {}): Http {
  let agents: Agents | undefined;
  const sendFollowing = async (address: string, request: HttpRequest = {}): Promise<HttpResponse> => {
    const { method = 'GET', headers = {} } = request;
    agents ??= createAgents();
    let attempt: Attempt = {
      ...request,
      url: getUrl(address, request.shown),
      method,
      headers: { 'user-agent': 'strata', 'accept-encoding': 'identity', ...headers },
      idleTimeout,
    };
    for (let followed = 0; followed <= redirects; followed++) {
      const message = await send(attempt, agents);
      const next = getRedirect(attempt, message);
      if (!next) return getResponse(attempt, message);
      leave(message);
      attempt = next;
    }
    throw fail(attempt, `it was redirected more than ${redirects} times`);
  };
  return { get: sendFollowing, send: sendFollowing };
}

interface Agents {
  readonly 'http:': HttpAgent;
  readonly 'https:': HttpsAgent;
}

/** Loading Node's HTTP takes as long as a tenth of a run that has nothing to fetch. */
const loadHttp = () => require('node:http') as typeof import('node:http');
const loadHttps = () => require('node:https') as typeof import('node:https');

function createAgents(): Agents {
  return {
    'http:': new (loadHttp().Agent)({ keepAlive: true }),
    'https:': new (loadHttps().Agent)({ keepAlive: true }),
  };
}

function getUrl(text: string, shown = `"${text}"`): URL {
  const url = parseHttpAddress(text);
  if (url) return url;
  const detail = `${shown} is not a valid URL that begins with http:// or https://.`;
  throw new Failure(problem('SDK003', { detail, hint: 'Write all of it: https://HOST/PATH.' }));
}

function send(attempt: Attempt, agents: Agents): Promise<IncomingMessage> {
  const { url, method, headers, body, signal, idleTimeout } = attempt;
  signal?.throwIfAborted();
  // Node sends the length of a body by itself for some methods only.
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const common = {
    method,
    headers: { ...headers, ...length },
    timeout: idleTimeout,
    ...(signal && { signal }),
  };
  return new Promise<IncomingMessage>((resolve, reject) => {
    let response: IncomingMessage | undefined;
    const request = begin(url, common, agents);
    request.once('response', (message) => {
      response = message;
      resolve(message);
    });
    request.on('timeout', () => {
      // The socket is also quiet while whoever reads the body is busy; that is not the server's fault.
      if (response && response.readableLength > 0) return;
      (response ?? request).destroy(new Error(`the server sent nothing for ${idleTimeout / 1000} seconds`));
    });
    request.on('error', reject);
    request.end(body);
  }).catch((error: Error) => {
    throw getFailure(attempt, error);
  });
}

/** Throws for what may stand in no request, such as a line end in a header. */
function begin(url: URL, options: RequestOptions, agents: Agents): ClientRequest {
  return url.protocol === 'https:'
    ? loadHttps().request(url, { ...options, agent: agents['https:'] })
    : loadHttp().request(url, { ...options, agent: agents['http:'] });
}

/** Bytes up to which reading the body of a redirect costs less than a new connection. */
const SMALL_BODY = 64 << 10;

/** Lets go of an answer that nobody reads: for the next request when it ends soon, for good when it may never end. */
function leave(message: IncomingMessage): void {
  const length = message.headers['content-length'];
  if (length !== undefined && Number(length) <= SMALL_BODY) message.resume();
  else message.destroy();
}

function getRedirect(attempt: Attempt, message: IncomingMessage): Attempt | undefined {
  const { location } = message.headers;
  if (![301, 302, 303, 307, 308].includes(message.statusCode ?? 0) || location === undefined)
    return undefined;
  try {
    return follow(attempt, location, message.statusCode ?? 0);
  } catch (error) {
    message.destroy();
    throw error;
  }
}

/** Undefined when the redirect itself is the answer. */
function follow(attempt: Attempt, location: string, status: number): Attempt | undefined {
  const isAnew = BY_GET.includes(status) && !['GET', 'HEAD'].includes(attempt.method);
  if (isAnew && attempt.keepsMethod) return undefined;
  const url = getTarget(attempt, location);
  if (attempt.url.protocol === 'https:' && url.protocol === 'http:')
    throw fail(
      attempt,
      `it was redirected from https to ${url.origin}, which anyone on the way could change`,
    );
  const headers = url.host === attempt.url.host ? attempt.headers : dropCredentials(attempt.headers);
  if (!isAnew) return { ...attempt, url, headers };
  const { body: _, ...rest } = attempt;
  return { ...rest, url, method: 'GET', headers: dropHeaders(headers, ABOUT_BODY) };
}

/** Redirects that answer a request, and lead to what is read next. */
const BY_GET = [301, 302, 303];

function getTarget(attempt: Attempt, location: string): URL {
  const url = parseHttpAddress(location, attempt.url);
  if (url) return url;
  const target = attempt.shown === undefined ? `"${location}", which` : 'what';
  throw fail(attempt, `it redirects to ${target} is no address for HTTP`);
}

const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization'];
const ABOUT_BODY = ['content-type', 'content-length', 'content-encoding', 'transfer-encoding'];

/** Another host must not learn what was meant for the first. */
function dropCredentials(headers: Attempt['headers']): Attempt['headers'] {
  return dropHeaders(headers, CREDENTIALS);
}

function dropHeaders(headers: Attempt['headers'], names: readonly string[]): Attempt['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())));
}

function getResponse(attempt: Attempt, message: IncomingMessage): HttpResponse {
  const body = new PassThrough();
  message.once('error', (error) => body.destroy(getFailure(attempt, error)));
  body.once('close', () => message.destroy());
  message.pipe(body);
  return { status: message.statusCode ?? 0, headers: getHeaders(message), body };
}

function getHeaders(message: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}

/** Causes of Node's network errors in words. */
const CAUSES: Readonly<Record<string, Cause>> = {
  ENOTFOUND: { why: 'the name of the host is not known', hint: 'Check how it is written.' },
  EAI_AGAIN: { why: 'the name service does not answer', hint: 'Check the network of this machine.' },
  ECONNREFUSED: {
    why: 'the host refused the connection',
    hint: 'Check host and port, and whether the server runs.',
  },
  ECONNRESET: { why: 'the connection was cut', hint: 'The log of the server may tell why.' },
  ETIMEDOUT: { why: 'the host did not answer', hint: 'Check the host, and what firewalls let through.' },
  EHOSTUNREACH: { why: 'there is no way to the host', hint: 'Check the network of this machine.' },
  ENETUNREACH: { why: 'there is no network', hint: 'Check the network of this machine.' },
};

interface Cause {
  readonly why: string;
  readonly hint?: string;
}

function getFailure(attempt: Attempt, error: Error): Error {
  const { signal } = attempt;
  if (signal?.aborted) return signal.reason as Error;
  if (error instanceof Failure) return error;
  // A host with several addresses fails with all their errors under one.
  const first = 'errors' in error ? (error.errors as readonly Error[])[0]! : error;
  return getUnread(attempt, CAUSES[getErrorCode(first) ?? ''] ?? { why: first.message }, error);
}

/** For servers that are there and do what they should not. */
function fail(attempt: Attempt, why: string): Failure {
  return getUnread(attempt, { why, hint: 'Check the address, and try it in a browser.' });
}

function getUnread({ url, shown = getShown(url) }: Attempt, { why, hint }: Cause, cause?: unknown): Failure {
  const detail = `${shown} could not be read: ${why}.`;
  return new Failure(problem('SDK003', { detail, ...(hint && { hint }) }), { cause });
}

/** Without user name and password. */
function getShown(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
