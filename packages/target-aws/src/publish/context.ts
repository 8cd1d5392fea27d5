import type { Clock, StartActivity } from '@strata/sdk';
import type { AwsSession } from '../client/session';

/** What publishing uses of the world. */
export interface AwsContext {
  readonly session: AwsSession;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly startActivity?: StartActivity | undefined;
}
