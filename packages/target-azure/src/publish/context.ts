import type { SecretFilter, StartActivity } from '@strata/sdk';
import type { AzureSession } from '../client/session';
import type { AskContext } from '../wait';

/** What publishing uses of the world. */
export interface AzureContext extends AskContext {
  readonly session: AzureSession;
  readonly startActivity?: StartActivity | undefined;
  /** What is learnt of secrets goes in here. */
  readonly secrets?: Pick<SecretFilter, 'register'> | undefined;
}
