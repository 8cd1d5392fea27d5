import type { Options } from '../builders/rules/rule';
import type { AzureSession } from '../client';
import { type AskContext, callManager } from '../wait';

/** A login to Azure, and what is to be looked at with it. */
export interface Scene {
  readonly session: AzureSession;
  readonly ask: AskContext;
  /** Whether blobs are reached by the key of their account, and by no role. */
  readonly hasAccountKey: boolean;
}

/** A build that is looked at before it is begun. */
export interface BuildSubject {
  /** As decoded; what is not known yet is left out. */
  readonly options: Options;
}

/** What a question about a subscription is answered with. */
export interface Told {
  readonly value?: readonly Told[];
  readonly [name: string]: unknown;
}

/** Asks something about the subscription. @param path behind the subscription: `locations` */
export async function readAbout(
  { ask, session }: Scene,
  { path, version, action }: { readonly path: string; readonly version: string; readonly action: string },
): Promise<Told> {
  const whole = `/subscriptions/${session.subscription}${path}`;
  return Object(await callManager(ask, { action }, (options) => session.read(whole, version, options)));
}

/** All of a list of the resource manager. */
export function readList<T>(
  { ask }: Scene,
  action: string,
  list: (options: { readonly abortSignal: AbortSignal }) => AsyncIterable<T>,
): Promise<readonly T[]> {
  return callManager(ask, { action }, async (options) => {
    const all: T[] = [];
    for await (const each of list(options)) all.push(each);
    return all;
  });
}
