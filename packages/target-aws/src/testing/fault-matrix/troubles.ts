import type { FaultEffect, FaultTarget } from '../../../../../tools/fakes/aws';
import { getNotFoundCode } from './not-found-codes';
import type { MatrixCall, MatrixEnd } from './subject';

/** What may befall a call. */
export interface Trouble {
  readonly name: string;
  readonly effect: (call: MatrixCall) => FaultEffect & Omit<FaultTarget, 'action' | 'region' | 'skip'>;
  /** Calls that it can befall. @default every one */
  readonly fits?: (call: MatrixCall) => boolean;
  /** What a run may tell in the end; without it every run has to go well. */
  readonly may?: (told: string, call: MatrixCall) => boolean;
  /** @default undo */
  readonly end?: MatrixEnd;
}

const MINUTE = 60_000;
const refused = { code: 'UnauthorizedOperation', status: 403, message: 'You are not authorized.' };

/** A console that may not be read costs only that the host's keys are not known: it is never refused for good. */
const isNotNeeded = ({ action }: MatrixCall) => action === 'GetConsoleOutput';

/** Nothing is there, or something is not what it should be: told with its name. */
const ABSENT = /^AWS(013|017|020|034|050|051|052|070|080|082)$/;

export const troubles: readonly Trouble[] = [
  {
    name: 'throttled 5 times',
    effect: () => ({ code: 'RequestLimitExceeded', status: 503, times: 5 }),
  },
  { name: '500, twice', effect: () => ({ code: 'InternalError', status: 500, times: 2 }) },
  { name: 'reset before', effect: () => ({ reset: 'before' }) },
  { name: 'reset after', effect: () => ({ reset: 'after' }) },
  { name: 'hangs before', effect: () => ({ hang: 'before' }) },
  { name: 'hangs after', effect: () => ({ hang: 'after' }) },
  {
    name: 'not found for 60 s',
    effect: (call) => ({ ...getNotFoundCode(call), lasts: MINUTE }),
    may: (told) => told === 'made' || ABSENT.test(told),
  },
  {
    name: 'refused',
    effect: () => refused,
    may: (told, call) => told === 'AWS005' || (isNotNeeded(call) && told === 'made'),
  },
  {
    name: 'killed after it',
    effect: () => ({ code: 'Killed', status: 400, after: true }),
    fits: ({ mutating }) => mutating,
    may: (told) => told === 'AWS020',
    end: 'sweep',
  },
];
