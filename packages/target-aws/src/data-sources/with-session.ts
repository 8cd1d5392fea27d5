import type { DataContext } from '@strata/sdk';
import type { AccessOptions } from '../access';
import { type AwsSession, openAwsSession } from '../client';
import { type AwsRequest, toAwsFailure } from '../errors';

export interface DataRequest extends Omit<AwsRequest, 'region'> {
  readonly action: string;
}

/** Logs in for one question. Whether AWS knows the credentials shows in its answer. */
export async function askForData<T>(
  context: DataContext,
  access: AccessOptions,
  request: DataRequest,
  ask: (session: AwsSession) => Promise<T>,
): Promise<T> {
  const session = await openAwsSession({ ...access, skip_credential_validation: true }, context);
  try {
    return await ask(session);
  } catch (error) {
    context.signal.throwIfAborted();
    throw toAwsFailure(error, { ...request, region: session.region });
  } finally {
    session.close();
  }
}
