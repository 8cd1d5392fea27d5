import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { withoutEncodedMessage } from './authorization-message';
import { type AwsError, readAwsError } from './aws-error';
import type { AwsErrorKind } from './case';
import { getCase } from './catalogue';

/** What AWS was asked for when it failed. */
export interface AwsRequest {
  /** In AWS's words: `RunInstances`. */
  readonly action: string;
  readonly region?: string | undefined;
  /** What the request was for, in words of the user: `the instance of golden`, `image webapp-12`. */
  readonly what?: string | undefined;
}

type Code = Parameters<typeof problem>[0];

const CODES: Readonly<Record<AwsErrorKind, Code>> = {
  'no-credentials': 'AWS001',
  'no-region': 'AWS002',
  'unknown-credentials': 'AWS003',
  'expired-credentials': 'AWS004',
  'not-permitted': 'AWS005',
  'region-disabled': 'AWS006',
  quota: 'AWS007',
  'no-capacity': 'AWS008',
  throttled: 'AWS009',
  'no-answer': 'AWS010',
  untrusted: 'AWS011',
  service: 'AWS012',
  'not-found': 'AWS013',
  taken: 'AWS014',
  'in-use': 'AWS015',
  protected: 'AWS016',
  state: 'AWS017',
  key: 'AWS018',
  repeated: 'AWS019',
  refused: 'AWS020',
};

/**
 * Says in plain words what AWS failed at, with the next step, AWS's own words and the id by which its support finds the
 * request. An error that is a {@link Failure} already keeps its first diagnostic.
 */
export function explainAws(error: unknown, request: AwsRequest): Diagnostic {
  if (error instanceof Failure && error.diagnostics[0]) return error.diagnostics[0];
  const read = readAwsError(error) ?? { code: 'error', message: String((error as Error)?.message ?? error) };
  const { kind, plain, hint } = getCase(read);
  return problem(CODES[kind], { detail: `${plain}. ${describe(request)}: ${quote(read)}.`, hint });
}

/**
 * What to throw for an error of a call to AWS: a Failure that explains it. Failures and what is no fault of AWS (mistakes of
 * ours, cancellations) come back as they are.
 *
 * @example
 * try { … } catch (error) { signal.throwIfAborted(); throw toAwsFailure(error, { action: 'RunInstances', region }); }
 */
export function toAwsFailure(error: unknown, request: AwsRequest): unknown {
  if (error instanceof Failure || !readAwsError(error)) return error;
  return new Failure(explainAws(error, request), { cause: error });
}

function describe({ action, region, what }: AwsRequest): string {
  const place = region === undefined ? '' : ` in ${region}`;
  const aim = what === undefined ? '' : ` for ${what}`;
  return `${action}${place}${aim} ended with`;
}

function quote(error: AwsError): string {
  const words = withoutEncodedMessage(error.message).trim().replace(/\.$/, '');
  const marks = [
    [error.code, error.reason].filter(Boolean).join(' '),
    error.requestId && `request ${error.requestId}`,
    error.attempts !== undefined && error.attempts > 1 && `asked ${error.attempts} times`,
  ].filter(Boolean);
  return `${words === '' ? 'without a word' : `"${words}"`} (${marks.join(', ')})`;
}
