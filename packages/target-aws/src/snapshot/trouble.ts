import { getErrorCode } from '@strata/sdk';

/** What a request that failed means for the next one. */
export type Trouble =
  /** Too many at a time: slower. */
  | 'throttled'
  /** Part of the service does not know of the snapshot yet. */
  | 'not-visible'
  /** Broken off, or a fault of the service: the same once more. */
  | 'broken'
  /** Asking again gives the same. */
  | 'final';

/** Names of errors of the EBS direct APIs, and those by which any service says that it is asked too often. */
const throttling =
  /^(RequestThrottledException|ConcurrentLimitExceededException|Throttling|ThrottlingException|ThrottledException|RequestLimitExceeded|RequestThrottled|TooManyRequestsException|SlowDown)$/;
const faults = /^(InternalServerException|InternalServerError|InternalError|ServiceUnavailable|Unavailable)$/;
const network =
  /^(TimeoutError|RequestTimeout|AbortError|ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** Reasons within a ValidationException that pass by themselves. */
const passing = /^(WRITE_REQUEST_TIMEOUT|CONFLICTING_BLOCK_UPDATE)$/;

/** @param error what a call of the SDK threw */
export function classifyTrouble(error: unknown): Trouble {
  const { name = '', Reason = '', $metadata } = Object(error);
  if (throttling.test(name) || $metadata?.httpStatusCode === 429) return 'throttled';
  if (name === 'ResourceNotFoundException') return 'not-visible';
  if (passing.test(Reason) || faults.test(name) || network.test(name)) return 'broken';
  if (network.test(getErrorCode(error) ?? '')) return 'broken';
  return ($metadata?.httpStatusCode ?? 0) >= 500 ? 'broken' : 'final';
}
