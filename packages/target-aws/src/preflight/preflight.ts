import { Failure } from '@strata/diagnostics';
import type { AccessOptions } from '../access';
import { type AwsSession, openAwsSession, type SessionContext } from '../client';
import type { AwsDestination } from '../publish/settings';
import { checkBuild } from './check-build';
import { checkPublication } from './check-publication';
import { bad, type Finding, good } from './finding';
import type { BuildSubject, Scene } from './scene';

/** Looks whether AWS has and permits what a build needs. Nothing is made; everything that is wrong is found at once. */
export function preflightBuild(
  context: SessionContext,
  { options }: BuildSubject,
): Promise<readonly Finding[]> {
  // What is decoded by a builder's schema has the options of an access in it.
  return withLogin(context, options as Partial<AccessOptions>, (scene) => checkBuild(scene, options));
}

/** The same for a publication. */
export function preflightPublication(
  context: SessionContext,
  login: Partial<AccessOptions>,
  destination: AwsDestination,
): Promise<readonly Finding[]> {
  return withLogin(context, login, (scene) => checkPublication(scene, destination));
}

async function withLogin(
  context: SessionContext,
  login: Partial<AccessOptions>,
  check: (scene: Scene) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  let session: AwsSession | undefined;
  try {
    session = await openAwsSession({ ...login, skip_credential_validation: true }, context);
    const { arn } = await session.caller();
    return [good(`credentials of ${arn}`), ...(await check({ session, signal: context.signal }))];
  } catch (error) {
    if (error instanceof Failure) return [bad('credentials', ...error.diagnostics)];
    throw error;
  } finally {
    session?.close();
  }
}
