import { randomBytes } from 'node:crypto';
import type { MachineContext } from '@strata/sdk';
import type { MachineOptions } from '../builders/fields/machine';
import { type AwsSession, openAwsSession } from '../client';
import type { Work } from '../machine/work';
import { describeLogin, keepSession, type Reach } from '../resources/reach';
import { createLooks } from '../wait';

const MARK_BYTES = 4;

/** What cannot stand in a tag of every service. Source: AWS Tagging API reference, "Tag naming limits". */
const FOREIGN = /[^\p{L}\p{N} +\-=._:/@]/gu;

/** Builds of one run share its id; none may find, and remove, what another has made. */
function drawMark({ buildId, buildName }: MachineContext): Pick<Reach, 'build' | 'image'> {
  return {
    build: `${buildId}.${randomBytes(MARK_BYTES).toString('hex')}`,
    image: buildName.replace(FOREIGN, '-'),
  };
}

/** Logs in, and sees to it that what will be made can be found again with the same login. */
export async function openWork<O extends MachineOptions>(
  context: MachineContext,
  options: O,
): Promise<Work<O>> {
  const session = await openLasting(context, options);
  const { region } = session;
  const { build, image } = drawMark(context);
  keepSession(build, session);
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

/** A session that a cancelled build still cleans up with: only the login itself is cancelled. */
async function openLasting(context: MachineContext, options: MachineOptions): Promise<AwsSession> {
  const login = new AbortController();
  const cancel = () => login.abort(context.signal.reason);
  context.signal.throwIfAborted();
  context.signal.addEventListener('abort', cancel);
  try {
    return await openAwsSession(options, { ...context, signal: login.signal });
  } finally {
    context.signal.removeEventListener('abort', cancel);
  }
}
