import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

export function damagedArchive(reason: string): Failure {
  return new Failure(
    problem('LAY020', {
      detail: `The tar archive cannot be read. ${reason}`,
      hint: 'Fetch or make the archive again.',
    }),
  );
}
