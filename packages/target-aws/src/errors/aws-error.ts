import { getErrorCode } from '@strata/sdk';

/** What is known of an error that the SDK threw, whichever service it came from. */
export interface AwsError {
  /** AWS's code (`InvalidAMIID.NotFound`), or Node's (`ECONNREFUSED`) when AWS was not reached. */
  readonly code: string;
  readonly message: string;
  /** What the EBS direct API adds to its codes: `INVALID_BLOCK`. */
  readonly reason?: string;
  readonly status?: number;
  readonly requestId?: string;
  /** How often the SDK asked. */
  readonly attempts?: number;
}

interface Thrown {
  readonly name?: unknown;
  readonly Code?: unknown;
  readonly message?: unknown;
  readonly Reason?: unknown;
  readonly $metadata?: {
    readonly requestId?: unknown;
    readonly httpStatusCode?: unknown;
    readonly attempts?: unknown;
  };
}

/** Names that the SDK gives errors of its own, before or instead of an answer. */
const OWN_NAMES = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ProviderError',
  'TimeoutError',
  'SSOTokenProviderFailure',
]);

/** Reads what the SDK threw; undefined for what neither AWS nor the way there is the cause of. */
export function readAwsError(error: unknown): AwsError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, message, Code: given, Reason: reason, $metadata: metadata } = error as Thrown;
  const system = getErrorCode(error) ?? getWrappedCode(String(message));
  const isAnswer = metadata?.httpStatusCode !== undefined;
  const isOwn = OWN_NAMES.has(String(name)) || /^Region is missing/.test(String(message));
  if (!isAnswer && !isOwn && !isSystemCode(system)) return undefined;
  return {
    code: isAnswer || isOwn ? String(given ?? name) : String(system),
    message: String(message ?? ''),
    ...(typeof reason === 'string' && { reason }),
    ...(typeof metadata?.httpStatusCode === 'number' && { status: metadata.httpStatusCode }),
    ...(typeof metadata?.requestId === 'string' && { requestId: metadata.requestId }),
    ...(typeof metadata?.attempts === 'number' && { attempts: metadata.attempts }),
  };
}

/** Codes of Node's sockets and of TLS. Its own `ERR_…` are mistakes of ours, but for those of certificates. */
function isSystemCode(code: string | undefined): boolean {
  return (
    code !== undefined &&
    (!code.startsWith('ERR_') || code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_'))
  );
}

/**
 * The SDK wraps errors of Node that are of another realm than its own, and loses their codes; realms are several in a
 * sandbox, such as tests run in.
 */
function getWrappedCode(message: string): string | undefined {
  const wrapped = /^AWS SDK error wrapper for \w*Error: (?<words>.*)/.exec(message)?.groups?.['words'];
  if (wrapped === undefined) return undefined;
  const known = WORDS.find(([pattern]) => pattern.test(wrapped));
  return known?.[1] ?? /\bE[A-Z_]{3,}\b/.exec(wrapped)?.[0];
}

/** Of errors whose words do not tell their code. */
const WORDS: readonly (readonly [words: RegExp, code: string])[] = [
  [/^socket hang up/, 'ECONNRESET'],
  [/^the proxy \S+ answered/, 'EPROXYREFUSED'],
  [/certificate/, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
];
