import type { AzureDestination, DiskStorage } from '../publish/settings';
import { of, types, vhdSource } from './actions';
import { getGroupScope, getSubscriptionScope, type Need, needAll, needData } from './need';

/**
 * What looking after the versions of a destination takes of Azure. Who uses a version is asked of the whole subscription: who
 * may not see some of its machines is shown the others, and no word of these.
 */
export function getKeepNeeds(
  { resourceGroup, storage }: AzureDestination,
  subscription: string,
): readonly Need[] {
  const gallery = getGroupScope(subscription, resourceGroup);
  return [
    ...needAll(gallery, ...of(types.definition, 'read'), ...of(types.version, 'read', 'write', 'delete')),
    ...getDiskNeeds(storage, subscription),
    ...needAll(
      getSubscriptionScope(subscription),
      ...of(types.machine, 'read'),
      ...of(types.scaleSet, 'read', 'virtualMachines/read'),
    ),
  ];
}

/** Disks in an account are looked after, too. */
function getDiskNeeds(storage: DiskStorage | undefined, subscription: string): readonly Need[] {
  if (!storage) return [];
  const account = getGroupScope(subscription, storage.resourceGroup);
  return [
    ...needAll(account, ...vhdSource),
    ...needData(account, ...of(types.blob, 'read', 'write', 'delete')),
  ];
}
