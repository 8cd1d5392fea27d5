import { setMaxListeners } from 'node:events';
import { Failure } from '@strata/diagnostics';
import type { AccessOptions } from '../access';
import { openAzureSession, type SessionContext } from '../client';
import { getVariable } from '../client/variables';
import { checkBuild } from './check-build';
import { checkLogin } from './check-login';
import { checkPublication, type PublicationSubject } from './check-publication';
import { bad, type Finding } from './finding';
import type { BuildSubject, Scene } from './scene';

/** Looks whether Azure has and permits what a build needs. Nothing is made; everything that is wrong is found at once. */
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
  subject: PublicationSubject,
): Promise<readonly Finding[]> {
  return withLogin(context, login, (scene) => checkPublication(scene, subject));
}

async function withLogin(
  context: SessionContext,
  login: Partial<AccessOptions>,
  check: (scene: Scene) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const { clock, environment } = context.ports;
  // Of its own, as it is listened to by every request, and all of them are under way at once.
  const signal = AbortSignal.any([context.signal]);
  setMaxListeners(0, signal);
  try {
    const scene: Scene = {
      session: await openAzureSession(login, { ...context, signal }),
      ask: { clock, signal },
      hasAccountKey: getVariable(environment.variables, 'AZURE_STORAGE_KEY') !== undefined,
    };
    return [await checkLogin(scene), ...(await check(scene))];
  } catch (error) {
    if (error instanceof Failure) return [bad('login', ...error.diagnostics)];
    throw error;
  }
}
