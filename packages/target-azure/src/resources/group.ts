import type { ResourceGroup } from '@azure/arm-resources';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import type { AzureSession } from '../client';
import { callManager } from '../wait';
import { ignoreMissing, operate } from './generic';
import { openReach, type Reach } from './reach';
import { isOf, REMOVED_WITHIN, toAsk } from './remove';

/** The resource group that a build made for itself; everything in it goes with it. */
export type OwnGroup = Reach & {
  readonly group: string;
  /** Whether somebody waits until it is gone. */
  readonly isAwaited: boolean;
};

export const groupKind: ResourceKind<OwnGroup> = {
  kind: 'azure-resource-group',
  async remove(context, { group, isAwaited, ...reach }) {
    const session = await openReach(context, reach);
    const found = await findGroup(context, session, group);
    if (!found || !isOf(reach, found)) return;
    context.reporter.say(`Removing the created resource group ${group}...`);
    const { resourceGroups } = session.resources();
    const { signal: abortSignal } = context;
    const request = { action: 'Deleting the resource group', what: group };
    // Somebody may have asked for that before, as a build that was killed then.
    const begin = () => ignoreMissing(() => resourceGroups.beginDelete(group, { abortSignal }));
    if (isAwaited) await operate(toAsk(context), { request, within: REMOVED_WITHIN }, begin);
    else await callManager(toAsk(context), request, begin);
  },
};

async function findGroup(
  context: RemoveContext,
  session: AzureSession,
  group: string,
): Promise<ResourceGroup | undefined> {
  const request = { action: 'Looking for the resource group', what: group };
  return callManager(toAsk(context), request, (options) =>
    ignoreMissing(() => session.resources().resourceGroups.get(group, options)),
  );
}
