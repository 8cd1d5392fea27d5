import { getErrorCode } from '@strata/sdk';

/** What is known of an error that one of Azure's SDKs threw, whichever service it came from. */
export interface AzureError {
  /** Azure's innermost code (`ZonalAllocationFailed`), or Node's (`ECONNREFUSED`) when Azure was not reached. */
  readonly code: string;
  readonly message: string;
  readonly status?: number;
  readonly requestId?: string;
}

/** How Azure writes what went wrong: the outer code says where, the innermost why. */
export interface ErrorBody {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly details?: unknown;
  readonly innererror?: unknown;
}

interface Thrown extends ErrorBody {
  readonly name?: unknown;
  readonly statusCode?: unknown;
  readonly errorResponse?: unknown;
  readonly response?: {
    readonly bodyAsText?: unknown;
    readonly headers?: { get(name: string): string | undefined };
  };
}

/** Names of what the SDK for credentials throws. */
const OF_CREDENTIALS = new Set([
  'CredentialUnavailableError',
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
]);

/** Name of an error that says what became of an operation which went on after its request was answered. */
export const OPERATION_FAILED = 'AzureOperationFailed';

/** How a poller of the SDK tells of a failed operation: a plain error, whose code is in its text alone. */
const polled = /^The long-running operation has (?:failed|been canceled)\.?\s*(?:(\w+)\.)?\s*([\s\S]*)$/;

/** Reads what an SDK threw; undefined for what neither Azure nor the way there is the cause of. */
export function readAzureError(error: unknown): AzureError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const thrown = error as Thrown;
  const name = String(thrown.name ?? '');
  const message = String(thrown.message ?? '');
  if (OF_CREDENTIALS.has(name)) return { code: name, message };
  if (name === OPERATION_FAILED || thrown.statusCode !== undefined || name === 'RestError')
    return readAnswer(thrown);
  const [, code, words] = polled.exec(message) ?? [];
  if (words !== undefined) return { code: code ?? 'OperationFailed', message: words };
  const system = getErrorCode(error);
  return system !== undefined && isSystemCode(system) ? { code: system, message } : undefined;
}

function readAnswer(thrown: Thrown): AzureError | undefined {
  const inner = findInnermost(parseBody(thrown.response?.bodyAsText) ?? thrown);
  const { headers } = thrown.response ?? {};
  // Where there is no body, as of questions for the head of a blob, the code is in a header.
  const code = getText(inner.code) ?? getText(thrown.code) ?? headers?.get('x-ms-error-code');
  const status = typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined;
  if (code === undefined && status === undefined) return undefined;
  const requestId = headers?.get('x-ms-request-id');
  return {
    code: code ?? `Http${status}`,
    message: getText(inner.message) ?? String(thrown.message ?? ''),
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** The error of an answer in JSON, `{"error": {…}}` or without the member; undefined for anything else. */
export function parseBody(text: unknown): ErrorBody | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const parsed = Object(JSON.parse(text));
    const body = Object(parsed.error ?? parsed);
    return getText(body.code) === undefined ? undefined : body;
  } catch {
    return parseXml(text);
  }
}

/** Storage answers in XML. */
function parseXml(text: string): ErrorBody | undefined {
  const [, code] = /<Code>([^<]+)<\/Code>/.exec(text) ?? [];
  if (code === undefined) return undefined;
  const [, message = ''] = /<Message>([^<]*)/.exec(text) ?? [];
  // What follows are numbers of the request and the time.
  return { code, message: message.split('\n')[0] };
}

/** A deployment that failed says so, and in its details which resource did; that again, why. */
function findInnermost(body: ErrorBody): ErrorBody {
  const details = Array.isArray(body.details) ? body.details : [];
  const inner = [...details, body.innererror].find((each) => getText(Object(each).code) !== undefined);
  return inner === undefined ? body : findInnermost(inner);
}

function getText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Codes of Node's sockets and of TLS. Its own `ERR_…` are mistakes of ours, but for those of certificates. */
function isSystemCode(code: string): boolean {
  return !code.startsWith('ERR_') || code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_');
}
