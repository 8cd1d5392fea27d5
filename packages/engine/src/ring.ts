import type { Diagnostic } from '@strata/diagnostics';
import { problem } from './codes';
import type { Place } from './place';

/** Says that images stand on each other in a ring. */
export function ringProblem(ring: readonly string[], at: Place): Diagnostic {
  return problem('ENG002', {
    detail: `${ring.join(' → ')}.`,
    ...at,
    hint: 'Take one of these references out.',
  });
}
