import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../faults';
import { refuse } from '../refusal';

/** Before or after what was asked for is done. */
export type Moment = 'before' | 'after';

/** Lets a fault happen at its moment. Throws its refusal, and says when there will be no answer. */
export async function suffer(
  fault: Fault | undefined,
  moment: Moment,
): Promise<'reset' | 'hang' | undefined> {
  if (fault === undefined || 'operation' in fault) return undefined;
  if ('reset' in fault) return fault.reset === moment ? 'reset' : undefined;
  if ('hang' in fault) return fault.hang === moment ? 'hang' : undefined;
  if ('delay' in fault) {
    if (moment === 'before') await sleep(fault.delay);
    return undefined;
  }
  if ((fault.after ?? false) !== (moment === 'after')) return undefined;
  const { code, message = code, status = 400, headers = {} } = fault;
  throw refuse(code, message, { status, headers });
}
