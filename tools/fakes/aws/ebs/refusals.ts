import type { ValidationExceptionReason } from '@aws-sdk/client-ebs';
import { type Refusal, refuse } from '../refusal';

/** A request that cannot be, with one of the reasons that the model has. */
export function refuseInvalid(Reason: ValidationExceptionReason, message: string): Refusal {
  return refuse('ValidationException', message, { members: { Reason } });
}

export function refuseUnknown(snapshotId: string): Refusal {
  return refuse('ResourceNotFoundException', `The snapshot '${snapshotId}' does not exist.`, {
    status: 404,
    members: { Reason: 'SNAPSHOT_NOT_FOUND' },
  });
}
