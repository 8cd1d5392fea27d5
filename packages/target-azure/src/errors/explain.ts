import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { type AzureError, readAzureError } from './azure-error';
import type { AzureErrorKind } from './case';
import { getCase } from './catalogue';

/** What Azure was asked for when it failed. */
export interface AzureRequest {
  /** What was to be done, in plain words that a sentence can begin with: `Making the image version`. */
  readonly action: string;
  readonly region?: string | undefined;
  /** What the request was for, in words of the user: `webapp 1.2.3`. */
  readonly what?: string | undefined;
}

type Code = Parameters<typeof problem>[0];

const CODES: Readonly<Record<AzureErrorKind, Code>> = {
  'no-credentials': 'AZU001',
  'unknown-credentials': 'AZU003',
  'expired-credentials': 'AZU004',
  'not-permitted': 'AZU005',
  'not-registered': 'AZU006',
  quota: 'AZU007',
  'no-capacity': 'AZU008',
  throttled: 'AZU009',
  'no-answer': 'AZU010',
  untrusted: 'AZU011',
  service: 'AZU012',
  'not-found': 'AZU013',
  taken: 'AZU014',
  'in-use': 'AZU015',
  locked: 'AZU016',
  state: 'AZU017',
  busy: 'AZU018',
  key: 'AZU019',
  unchangeable: 'AZU020',
  refused: 'AZU021',
  guest: 'AZU024',
};

/**
 * Says in plain words what Azure failed at, with the next step, Azure's own words and the id by which its support finds the
 * request. An error that is a {@link Failure} already keeps its first diagnostic.
 */
export function explainAzure(error: unknown, request: AzureRequest): Diagnostic {
  if (error instanceof Failure && error.diagnostics[0]) return error.diagnostics[0];
  const read = readAzureError(error) ?? {
    code: 'error',
    message: String((error as Error)?.message ?? error),
  };
  const { kind, plain, hint } = getCase(read);
  return problem(CODES[kind], { detail: `${plain}. ${describe(request)}: ${quote(read)}.`, hint });
}

/**
 * What to throw for an error of a call to Azure: a Failure that explains it. Failures and what is no fault of Azure (mistakes
 * of ours, cancellations) come back as they are.
 *
 * @example
 * try { … } catch (error) { signal.throwIfAborted(); throw toAzureFailure(error, { action: 'Making the gallery' }); }
 */
export function toAzureFailure(error: unknown, request: AzureRequest): unknown {
  if (error instanceof Failure || !readAzureError(error)) return error;
  return new Failure(explainAzure(error, request), { cause: error });
}

function describe({ action, region, what }: AzureRequest): string {
  const aim = what === undefined ? '' : ` ${what}`;
  const place = region === undefined ? '' : ` in ${region}`;
  return `${action}${aim}${place} ended with`;
}

/** Azure's words run over many lines sometimes, of which the first says it. */
function quote({ code, message, requestId }: AzureError): string {
  const words = (message.trim().split('\n')[0] ?? '').trim().replace(/\.$/, '');
  const marks = [code, requestId && `request ${requestId}`].filter(Boolean);
  return `${words === '' ? 'without a word' : `"${words}"`} (${marks.join(', ')})`;
}
