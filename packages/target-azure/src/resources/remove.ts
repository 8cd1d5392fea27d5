import type { GenericResource } from '@azure/arm-resources';
import type { RemoveContext } from '@strata/sdk';
import type { AzureSession } from '../client';
import { BUILD_TAG } from '../machine/tags';
import type { AskContext } from '../wait';
import { deleteResource, findResource, type Target } from './generic';
import type { Reach } from './reach';

const MINUTE = 60_000;
/** A machine takes a minute to be deleted, a version of a gallery in many regions much longer. */
export const REMOVED_WITHIN = 30 * MINUTE;

/** The clock and the signal of a removal. */
export function toAsk({ ports, signal }: RemoveContext): AskContext {
  return { clock: ports.clock, signal };
}

/** Whether something is of a build: what another has made meanwhile, under the same name, stays. */
export function isOf({ build }: Pick<Reach, 'build'>, { tags }: Pick<GenericResource, 'tags'>): boolean {
  return tags?.[BUILD_TAG] === build;
}

/** Deletes what a build has made under an id. */
export async function removeOwn(
  context: RemoveContext,
  session: AzureSession,
  { reach, target, what }: { readonly reach: Reach; readonly target: Target; readonly what: string },
): Promise<void> {
  const ask = toAsk(context);
  const client = session.resources(getSubscription(target.id));
  const found = await findResource(ask, client, { target, request: { action: 'Looking for', what } });
  if (!found || !isOf(reach, found)) return;
  await deleteResource(ask, client, {
    target,
    request: { action: 'Deleting', what },
    within: REMOVED_WITHIN,
  });
}

/** The subscription in an id of a resource. */
export function getSubscription(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)\//iu.exec(id)?.[1];
}

/** The last part of an id: the resource's name. */
export function getLastName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
