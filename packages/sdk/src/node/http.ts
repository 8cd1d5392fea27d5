import type { Agent as HttpAgent, IncomingMessage } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { PassThrough } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { getErrorCode } from '../error-code';
import type { Http, HttpResponse } from '../ports';

export interface HttpOptions {
  /** Milliseconds without a byte from the server after which a request fails. @default 60,000 */
  readonly idleTimeout?: number;
  /** Redirects followed. @default 10 */
  readonly redirects?: number;
}

type GetOptions = NonNullable<Parameters<Http['get']>[1]>;

/** One request on its way through redirects. */
interface Attempt {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly idleTimeout: number;
}

/**
 * Bodies come as the bytes that were sent: what is stored is checked by digest, so nothing is decompressed on the way,
 * which is why this is not `fetch`. A status of 400 or more is an answer; no answer is a `Failure`.
 */
export function createHttp({ idleTimeout = 60_000, redirects = 10 }: HttpOptions = {}): Http {
  let agents: Agents | undefined;
  return {
    async get(url, { headers = {}, signal }: GetOptions = {}) {
      agents ??= createAgents();
      let attempt: Attempt = {
        url: getUrl(url),
        headers: { 'user-agent': 'strata', 'accept-encoding': 'identity', ...headers },
        idleTimeout,
        ...(signal && { signal }),
      };
      for (let followed = 0; followed <= redirects; followed++) {
        const message = await send(attempt, agents);
        const next = getRedirect(attempt, message);
        if (!next) return getResponse(attempt, message);
        message.resume();
        attempt = next;
      }
      throw fail(attempt.url, `it was redirected more than ${redirects} times`);
    },
  };
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

function getUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  const detail = `"${text}" is not a URL that begins with http:// or https://.`;
  throw new Failure(problem('SDK003', { detail }));
}

function send(attempt: Attempt, agents: Agents): Promise<IncomingMessage> {
  const { url, headers, signal, idleTimeout } = attempt;
  signal?.throwIfAborted();
  const common = { headers, timeout: idleTimeout, ...(signal && { signal }) };
  return new Promise((resolve, reject) => {
    let response: IncomingMessage | undefined;
    const request =
      url.protocol === 'https:'
        ? loadHttps().request(url, { ...common, agent: agents['https:'] })
        : loadHttp().request(url, { ...common, agent: agents['http:'] });
    request.once('response', (message) => {
      response = message;
      resolve(message);
    });
    request.on('timeout', () => {
      // The socket is also quiet while whoever reads the body is busy; that is not the server's fault.
      if (response && response.readableLength > 0) return;
      (response ?? request).destroy(new Error(`the server sent nothing for ${idleTimeout / 1000} seconds`));
    });
    request.on('error', (error) => reject(getFailure(attempt, error)));
    request.end();
  });
}

function getRedirect(attempt: Attempt, message: IncomingMessage): Attempt | undefined {
  const { location } = message.headers;
  if (![301, 302, 303, 307, 308].includes(message.statusCode ?? 0) || location === undefined)
    return undefined;
  const url = getUrl(new URL(location, attempt.url).href);
  if (attempt.url.protocol === 'https:' && url.protocol === 'http:') {
    message.destroy();
    throw fail(
      attempt.url,
      `it was redirected from https to ${getShown(url)}, which anyone on the way could change`,
    );
  }
  return {
    ...attempt,
    url,
    headers: url.host === attempt.url.host ? attempt.headers : dropCredentials(attempt.headers),
  };
}

/** Another host must not learn what was meant for the first. */
function dropCredentials(headers: Attempt['headers']): Attempt['headers'] {
  const secret = ['authorization', 'cookie', 'proxy-authorization'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.includes(name.toLowerCase())));
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
const CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name of the host is not known',
  EAI_AGAIN: 'the name service does not answer',
  ECONNREFUSED: 'the host refused the connection',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'the host did not answer',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
};

function getFailure({ url, signal }: Attempt, error: Error): Error {
  if (signal?.aborted) return signal.reason as Error;
  if (error instanceof Failure) return error;
  // A host with several addresses fails with all their errors under one.
  const first = 'errors' in error ? (error.errors as readonly Error[])[0]! : error;
  return fail(url, CAUSES[getErrorCode(first) ?? ''] ?? first.message, error);
}

function fail(url: URL, why: string, cause?: unknown): Failure {
  const detail = `${getShown(url)} could not be read: ${why}.`;
  return new Failure(problem('SDK003', { detail }), { cause });
}

/** Without user name and password. */
function getShown(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
