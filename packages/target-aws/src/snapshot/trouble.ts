import { classifyAws, readAwsError } from '../errors';

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

/** Reasons within a ValidationException that pass by themselves. */
const passing = /^(?:WRITE_REQUEST_TIMEOUT|CONFLICTING_BLOCK_UPDATE)$/;

/** @param error what a call of the SDK threw */
export function classifyTrouble(error: unknown): Trouble {
  // What the SDK throws when our own time limit ends a request.
  if (Object(error).name === 'AbortError') return 'broken';
  const { code, reason = '' } = readAwsError(error) ?? {};
  if (code === 'ResourceNotFoundException') return 'not-visible';
  if (passing.test(reason)) return 'broken';
  const kind = classifyAws(error);
  if (kind === 'throttled') return 'throttled';
  return kind === 'no-answer' || kind === 'service' ? 'broken' : 'final';
}
