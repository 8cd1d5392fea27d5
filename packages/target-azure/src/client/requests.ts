import type { ComputeManagementClient } from '@azure/arm-compute';
import type { Clock } from '@strata/sdk';
import { OPERATION_FAILED, parseBody } from '../errors';
import type { AzureCall } from './context';
import { type Ended, getEndOf, getPause, parseRetryAfter } from './retries';

/** What stands around every request of a client of the SDK. */
export type RequestPolicy = Parameters<ComputeManagementClient['pipeline']['addPolicy']>[0];
type Send = Parameters<RequestPolicy['sendRequest']>[1];
type Request = Parameters<Send>[0];
type Response = Awaited<ReturnType<Send>>;

export interface RequestOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds that an answer to one try is waited for. */
  readonly answerWithin: number;
  readonly observe?: ((call: AzureCall) => void) | undefined;
}

/**
 * Gives each try of a request its time, makes those again that may come right, leaves operations in peace as long as Azure
 * wants it, tells what became of each, and makes a failed operation an error that has its code: the SDK's pollers throw it
 * away.
 */
export function createRequestPolicy(options: RequestOptions): RequestPolicy {
  const operations = createOperations(options.clock);
  return {
    name: 'strataRequests',
    sendRequest: async (request, next) => {
      await operations.rest(request.url, options.signal);
      const response = await sendPersistently(options, request, next);
      operations.note(response);
      const failed = operations.getFailure(response);
      if (failed) throw failed;
      return response;
    },
  };
}

async function sendPersistently(options: RequestOptions, request: Request, next: Send): Promise<Response> {
  const { clock, signal, observe } = options;
  const begun = clock.now();
  const tell = (attempts: number, { status, code }: Ended, response?: Response) => {
    const requestId = response?.headers.get('x-ms-request-id');
    observe?.({
      ...{ method: request.method, path: new URL(request.url).pathname, status, attempts },
      milliseconds: clock.now() - begun,
      ...(requestId !== undefined && { requestId }),
      ...(code !== undefined && { error: code }),
    });
  };
  for (let attempt = 1; ; attempt += 1) {
    let response: Response | undefined;
    let thrown: unknown;
    const limit = limitTime(request, options);
    try {
      response = await next(request);
    } catch (error) {
      signal.throwIfAborted();
      if (limit.isCalledOff()) throw error;
      thrown = limit.isLate() ? late(options.answerWithin) : error;
    } finally {
      limit[Symbol.dispose]();
    }
    const ended = response ? getEnd(response, clock.now()) : getEndOf(thrown);
    const pause = getPause(ended, attempt);
    if (pause === undefined) {
      tell(attempt, ended, response);
      if (response) return response;
      throw thrown;
    }
    await clock.sleep(pause, signal);
  }
}

const FIRST_ERROR = 400;

function getEnd({ status, headers, bodyAsText }: Response, now: number): Ended {
  if (status < FIRST_ERROR) return { status };
  const body = parseBody(bodyAsText);
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    status,
    code: text(body?.code),
    message: text(body?.message),
    retryAfter: parseRetryAfter(headers.get('retry-after'), now),
  };
}

interface TimeLimit extends Disposable {
  isLate(): boolean;
  /** Whether whoever asked does not want the answer any more. */
  isCalledOff(): boolean;
}

/** Ends one try of a request after its time. The SDK's own limit keeps a process alive when the line breaks before. */
function limitTime(request: Request, { signal, answerWithin }: RequestOptions): TimeLimit {
  const { abortSignal: own } = request;
  const late = AbortSignal.timeout(answerWithin);
  const end = new AbortController();
  const abort = () => end.abort();
  const sources = [signal, late, ...(own ? [own] : [])];
  if (sources.some(({ aborted }) => aborted)) abort();
  for (const source of sources) source.addEventListener('abort', abort);
  request.abortSignal = end.signal;
  return {
    isLate: () => late.aborted,
    isCalledOff: () => own?.aborted === true,
    [Symbol.dispose]: () => {
      for (const source of sources) source.removeEventListener('abort', abort);
      if (own) request.abortSignal = own;
      else delete request.abortSignal;
    },
  };
}

function late(limit: number): Error {
  return Object.assign(new Error(`no answer within ${limit} ms`), { code: 'ETIMEDOUT' });
}

/** Headers by which Azure says where it tells of an operation. */
const places = ['azure-asyncoperation', 'operation-location', 'location'] as const;

/** What is known of operations that went on after their requests were answered. */
function createOperations(clock: Clock) {
  /** By path: when they may be asked again, in milliseconds since the epoch. */
  const known = new Map<string, number>();
  const getPath = (url: string) => new URL(url).pathname.toLowerCase();
  return {
    note: ({ headers, request, status }: Response) => {
      const paths = places
        .flatMap((name) => headers.get(name) ?? [])
        .filter(isAddress)
        .map(getPath);
      const own = getPath(request.url);
      const wait = parseRetryAfter(headers.get('retry-after'), clock.now()) ?? 0;
      if (status < FIRST_ERROR)
        for (const path of known.has(own) ? [...paths, own] : paths) known.set(path, clock.now() + wait);
    },
    rest: async (url: string, signal: AbortSignal) => {
      const pause = (known.get(getPath(url)) ?? 0) - clock.now();
      if (pause > 0) await clock.sleep(pause, signal);
    },
    getFailure: (response: Response): Error | undefined => {
      if (!known.has(getPath(response.request.url)) || response.status >= FIRST_ERROR) return undefined;
      return readFailure(response);
    },
  };
}

function isAddress(text: string): boolean {
  return /^https?:\/\//.test(text);
}

function readFailure(response: Response): Error | undefined {
  const { status, error } = readStatus(response.bodyAsText);
  if (status !== 'Failed' && status !== 'Canceled') return undefined;
  const { code = `Operation${status}`, message = 'Azure does not say why' } = Object(error);
  return Object.assign(new Error(String(message)), { name: OPERATION_FAILED, code: String(code), response });
}

function readStatus(body: unknown): { readonly status?: unknown; readonly error?: unknown } {
  try {
    return Object(JSON.parse(String(body)));
  } catch {
    return {};
  }
}
