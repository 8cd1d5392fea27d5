import type { MachineContext } from '@strata/sdk';
import type { MachineOptions } from '../builders/fields/machine';
import { openAwsSession } from '../client';
import type { Work } from '../machine/work';
import { describeLogin, rememberLogin } from '../resources/reach';
import { createLooks } from '../wait';

/** Logs in, and sees to it that what will be made can be found again with the same login. */
export async function openWork<O extends MachineOptions>(
  context: MachineContext,
  options: O,
): Promise<Work<O>> {
  const session = await openAwsSession(options, context);
  const { region } = session;
  const { buildId: build, buildName: image } = context;
  rememberLogin(build, { ...options, region });
  const account = options.skip_credential_validation ? undefined : (await session.caller()).account;
  return {
    context,
    options,
    session,
    region,
    looks: createLooks(context, session),
    reach: { build, image, region, ...(account !== undefined && { account }), ...describeLogin(options) },
  };
}
