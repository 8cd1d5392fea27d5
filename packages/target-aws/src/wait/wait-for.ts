import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { PartContext } from '@strata/sdk';
import { problem } from '../codes';
import { type AwsErrorKind, type AwsRequest, classifyAws, explainAws, toAwsFailure } from '../errors';
import { type Patience, VISIBLE_WITHIN } from './patience';
import type { FailedState } from './reasons';

/** What waiting needs of the outside. */
export interface WaitContext {
  readonly ports: Pick<PartContext['ports'], 'clock'>;
  readonly signal: AbortSignal;
}

export interface Wait<T> {
  /** What the looks ask AWS for; `what` is waited for: `image ami-1 of webapp`. */
  readonly request: AwsRequest & { readonly what: string };
  /** One look; undefined while AWS does not show it. */
  readonly describe: () => Promise<T | undefined>;
  readonly isDone: (value: T) => boolean;
  /** Why it will never be done; undefined while it may. */
  readonly isFailed?: (value: T) => FailedState | undefined;
  readonly patience: Patience;
  /** How long, in milliseconds, AWS may not know it yet. Give 0 for what was there before. @default 3 minutes */
  readonly visibleWithin?: number;
  /** So many looks one after the other must say that it is done: a look may show an old state. @default 1 */
  readonly confirmations?: number;
}

/** A look that failed so says nothing about what is waited for; the next one may tell. */
const PASSING: ReadonlySet<AwsErrorKind | undefined> = new Set(['throttled', 'no-answer', 'service']);

/**
 * Looks until something is done. What AWS refuses ends it at once; what it merely does not answer, only the limit does.
 *
 * @throws Failure when it failed, is not there, or took longer than the limit
 */
export async function waitFor<T>(context: WaitContext, wait: Wait<T>): Promise<T> {
  const { clock } = context.ports;
  const { patience, confirmations = 1, visibleWithin = VISIBLE_WITHIN } = wait;
  const started = clock.now();
  let delay = patience.firstDelay;
  let confirmed = 0;
  for (;;) {
    context.signal.throwIfAborted();
    const look = await lookOnce(context, wait);
    const spent = clock.now() - started;
    if (look.kind === 'absent' && spent >= visibleWithin) throw getAbsent(wait, look.error);
    if (look.kind === 'seen') assertNotFailed(wait, look.value);
    confirmed = look.kind === 'seen' && wait.isDone(look.value) ? confirmed + 1 : 0;
    if (look.kind === 'seen' && confirmed >= confirmations) return look.value;
    if (spent >= patience.limit) throw getLate(wait, look);
    await clock.sleep(getPause(clock.now(), delay), context.signal);
    delay = Math.min(delay * 2, patience.longestDelay);
  }
}

type Look<T> =
  | { readonly kind: 'seen'; readonly value: T }
  | { readonly kind: 'absent'; readonly error?: unknown }
  | { readonly kind: 'silent'; readonly error: unknown };

async function lookOnce<T>({ signal }: WaitContext, { describe, request }: Wait<T>): Promise<Look<T>> {
  try {
    const value = await describe();
    return value === undefined ? { kind: 'absent' } : { kind: 'seen', value };
  } catch (error) {
    signal.throwIfAborted();
    const kind = classifyAws(error);
    if (kind === 'not-found') return { kind: 'absent', error };
    if (PASSING.has(kind)) return { kind: 'silent', error };
    throw toAwsFailure(error, request);
  }
}

/** Until the next full multiple of the delay: waits that began at other times look together, in one request. */
function getPause(now: number, delay: number): number {
  return delay - (now % delay);
}

function assertNotFailed<T>({ request, isFailed }: Wait<T>, value: T): void {
  const failed = isFailed?.(value);
  if (!failed) return;
  const place = request.region === undefined ? '' : ` in ${request.region}`;
  const because = failed.reason === undefined ? 'AWS gives no reason' : `AWS says: "${failed.reason}"`;
  throw new Failure(
    problem('AWS021', {
      detail: `${request.what}${place} is "${failed.state}". ${because}.`,
      hint: failed.hint,
    }),
  );
}

function getAbsent<T>({ request, visibleWithin = VISIBLE_WITHIN }: Wait<T>, cause: unknown): Failure {
  if (cause !== undefined) return new Failure(explainAws(cause, request), { cause });
  const place = request.region === undefined ? '' : ` in ${request.region}`;
  const since = visibleWithin === 0 ? '' : `, ${toWords(visibleWithin)} after it was made`;
  const detail = `AWS shows no ${request.what}${place}${since}: it was removed by somebody else.`;
  return new Failure(problem('AWS013', { detail, hint: 'Run the command again to make it anew.' }));
}

function getLate<T>({ request, patience }: Wait<T>, look: Look<T>): Failure {
  const place = request.region === undefined ? '' : ` in ${request.region}`;
  const last =
    look.kind === 'silent' ? ` The last look failed: ${tell(explainAws(look.error, request))}` : '';
  const detail = `${request.what}${place} was not ready within ${toWords(patience.limit)}.${last}`;
  const hint = 'Wait longer with aws_polling { delay_seconds = 30, max_attempts = 120 }.';
  return new Failure(problem('AWS022', { detail, hint }));
}

const tell = ({ detail }: Diagnostic): string => detail;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function toWords(milliseconds: number): string {
  return milliseconds >= MINUTE
    ? `${Math.round(milliseconds / MINUTE)} minutes`
    : `${milliseconds / SECOND} seconds`;
}
