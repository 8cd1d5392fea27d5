import type { GenericResourceExpanded } from '@azure/arm-resources';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import type { AzureSession } from '../client';
import { BUILD_TAG } from '../machine/tags';
import { callManager } from '../wait';
import { deleteResource, VERSIONS } from './generic';
import { openReach, type Reach } from './reach';
import { REMOVED_WITHIN, toAsk } from './remove';

/** What a build makes in a resource group that others use as well. */
export type GroupParts = Reach & {
  readonly group: string;
  /** Whether the machine's disk stays: `keep_os_disk`. */
  readonly keepsDisk: boolean;
};

/**
 * Types in the order in which they can go: each stands in the way of those behind it. Source: Azure Resource Manager,
 * "Resource group and resource deletion".
 */
const ORDER: readonly (readonly (readonly [type: string, version: string])[])[] = [
  [['Microsoft.Compute/virtualMachines', VERSIONS.compute]],
  [['Microsoft.Network/networkInterfaces', VERSIONS.network]],
  [
    ['Microsoft.Network/publicIPAddresses', VERSIONS.network],
    ['Microsoft.Network/virtualNetworks', VERSIONS.network],
    ['Microsoft.Compute/disks', VERSIONS.disk],
    ['Microsoft.KeyVault/vaults', VERSIONS.keyVault],
  ],
  [['Microsoft.Network/networkSecurityGroups', VERSIONS.network]],
];
const DISK = 'microsoft.compute/disks';

export const partsKind: ResourceKind<GroupParts> = {
  kind: 'azure-build-parts',
  async remove(context, { group, keepsDisk, ...reach }) {
    const session = await openReach(context, reach);
    const parts = await listParts(context, session, { group, build: reach.build });
    for (const stage of ORDER) {
      const going = parts.flatMap(({ id, type = '' }) => {
        const [, version] = stage.find(([name]) => name.toLowerCase() === type.toLowerCase()) ?? [];
        const stays = keepsDisk && type.toLowerCase() === DISK;
        return id === undefined || version === undefined || stays ? [] : [{ id, version }];
      });
      await removeAll(context, session, going);
    }
  },
};

type Target = { readonly id: string; readonly version: string };

/** All of a stage are asked to go before a failure is told. */
async function removeAll(
  context: RemoveContext,
  session: AzureSession,
  targets: readonly Target[],
): Promise<void> {
  const removals = targets.map((target) => {
    context.reporter.say(`Deleting ${target.id}...`);
    const request = { action: 'Deleting', what: target.id };
    return deleteResource(toAsk(context), session.resources(), { target, request, within: REMOVED_WITHIN });
  });
  const results = await Promise.allSettled(removals);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function listParts(
  context: RemoveContext,
  session: AzureSession,
  { group, build }: { readonly group: string; readonly build: string },
): Promise<readonly GenericResourceExpanded[]> {
  const request = { action: 'Listing what the build made in the resource group', what: group };
  const filter = `tagName eq '${BUILD_TAG}' and tagValue eq '${build}'`;
  return callManager(toAsk(context), request, async (options) => {
    const found: GenericResourceExpanded[] = [];
    for await (const one of session.resources().resources.listByResourceGroup(group, { ...options, filter }))
      found.push(one);
    return found;
  });
}
