import { type Refusal, refuse, refuseConflict } from '../refusal';
import type { Resource } from '../state/resource';

/** What providers say while an operation on the same resource goes on. */
export function refuseBusy({ id, type }: Resource): Refusal {
  if (type.startsWith('Microsoft.Network/'))
    return refuse(
      'AnotherOperationInProgress',
      `Another operation on this or dependent resource is in progress. To retrieve status of the operation use the address of the running operation. Resource: ${id}.`,
      { status: 429, headers: { 'retry-after': '0' } },
    );
  return refuseConflict(
    'Conflict',
    'The request failed due to conflict with a concurrent request. To resolve it, please refer to https://aka.ms/activitylog to get more details on the conflicting requests.',
  );
}
