import { getErrorCode } from '@strata/sdk';

/** How one try of a request ended. */
export interface Ended {
  /** Absent when there was no answer. */
  readonly status?: number | undefined;
  /** Azure's code, or that of the socket. */
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** Milliseconds that Azure wants to be left in peace. */
  readonly retryAfter?: number | undefined;
}

const SECOND = 1_000;
const FIRST_PAUSE = SECOND;
/** Azure takes up to a minute to get over too many requests; locks of network resources last three. */
const LONGEST_PAUSE = 60 * SECOND;
const MOST_TRIES = 8;

/** A name that does not resolve and a port where nobody listens are mostly mistakes, told soon. */
const MOST_WHEN_NOBODY_IS_THERE = 3;
const nobody = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED']);
const lost = new Set([
  ...nobody,
  ...['ETIMEDOUT', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH'],
  'REQUEST_SEND_ERROR',
]);

const passingStatuses: ReadonlySet<number | undefined> = new Set([408, 429, 500, 502, 503, 504]);

/** Answers with 409 and 412 that pass by themselves: Azure is still at work on the same thing. */
const passingConflicts = new Set([
  'AnotherOperationInProgress',
  'RetryableError',
  'CanceledAndSupersededDueToAnotherOperation',
  'OperationPreempted',
  'ConcurrentUpdate',
  'ReferencedResourceNotProvisioned',
  'PreconditionFailed',
]);

/** The same, where the code says less. */
const passingWords = /too many requests|concurrent request/i;

/**
 * Milliseconds until a request is made again; undefined when it is not worth it. Unlike the SDK, 429 without Retry-After and
 * conflicts that pass are tried again.
 *
 * @param attempt from 1
 */
export function getPause(ended: Ended, attempt: number): number | undefined {
  if (!isPassing(ended) || attempt >= getMost(ended)) return undefined;
  const usual = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1));
  // A time that is over already says nothing of how long Azure takes.
  return Math.min(LONGEST_PAUSE, ended.retryAfter || usual);
}

function isPassing({ status, code, message = '' }: Ended): boolean {
  if (status === undefined) return lost.has(code ?? '');
  if (passingStatuses.has(status)) return true;
  if (status !== 409 && status !== 412) return false;
  return passingConflicts.has(code ?? '') || passingWords.test(message);
}

function getMost({ status, code }: Ended): number {
  return status === undefined && nobody.has(code ?? '') ? MOST_WHEN_NOBODY_IS_THERE : MOST_TRIES;
}

/** How a try ended that threw. */
export function getEndOf(error: unknown): Ended {
  return { code: getErrorCode(error) };
}

/** Milliseconds from the header, which holds seconds or a date; undefined for anything else. */
export function parseRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * SECOND;
  const until = Date.parse(text);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now);
}
