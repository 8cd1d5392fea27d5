import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { Clock } from '@strata/sdk';
import { type AwsErrorKind, classifyAws, hasAwsCode } from '../errors';
import { createPace } from './pace';

/** The newer of the two interfaces that the SDK takes. */
type RetryStrategy = Extract<NonNullable<EC2ClientConfig['retryStrategy']>, { recordSuccess: unknown }>;
type Token = Awaited<ReturnType<RetryStrategy['acquireInitialRetryToken']>>;

export interface RetryOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** So often a request is tried again. */
  readonly most: number;
  /** Told of each request that AWS had too many of. */
  readonly onThrottled?: () => void;
}

/** Milliseconds; pauses double from there. Source: AWS SDKs and Tools reference guide, "Retry behavior". */
const FIRST_PAUSE = 100;
const FIRST_PAUSE_THROTTLED = 500;
const LONGEST_PAUSE = 20_000;

/** A name that does not resolve, a port where nobody listens and a proxy that refuses are mostly mistakes, told soon. */
const MOST_WHEN_NOBODY_IS_THERE = 3;

const PASSING: ReadonlySet<AwsErrorKind | undefined> = new Set(['throttled', 'no-answer', 'service']);

/**
 * Tries again what AWS throttled, did not answer or failed at itself, and slows all requests of the client down while it
 * throttles. Unlike the SDK's own strategies it has no budget that a large publication could use up, follows the catalogue
 * of errors, and ends with the signal.
 */
export function createRetries({ clock, signal, most, onThrottled }: RetryOptions): RetryStrategy {
  const pace = createPace(clock);
  return {
    async acquireInitialRetryToken() {
      await pace.take(signal);
      return createToken(0);
    },
    async refreshRetryTokenForRetry(token, { error, retryAfterHint: after }) {
      const kind = classifyAws(error);
      const count = token.getRetryCount();
      if (!PASSING.has(kind) || count >= getMost(error, most)) throw error;
      if (kind === 'throttled') {
        pace.slower();
        onThrottled?.();
      }
      await clock.sleep(getPause(kind, count, after && after.getTime() - clock.now()), signal);
      await pace.take(signal);
      return createToken(count + 1);
    },
    recordSuccess: () => pace.faster(),
  };
}

/** The pause is over by then: the SDK has none to make. */
function createToken(count: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => 0 };
}

function getMost(error: unknown, most: number): number {
  const isNobodyThere = hasAwsCode(error, 'ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EPROXYREFUSED');
  return isNobodyThere ? Math.min(most, MOST_WHEN_NOBODY_IS_THERE) : most;
}

/** Anything up to twice as long each time, so that many do not come back together; or what AWS says, within reason. */
function getPause(kind: AwsErrorKind | undefined, count: number, wanted = 0): number {
  const first = kind === 'throttled' ? FIRST_PAUSE_THROTTLED : FIRST_PAUSE;
  const random = Math.random() * Math.min(first * 2 ** count, LONGEST_PAUSE);
  return Math.min(Math.max(random, wanted), LONGEST_PAUSE);
}
