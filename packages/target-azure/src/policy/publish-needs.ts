import type { AzureDestination } from '../publish/settings';
import { of, types, vhdSource } from './actions';
import { getGroupScope, getScopeOf, type Need, needAll, needData } from './need';

/** What publishing to a destination takes of Azure. */
export function getPublishNeeds(
  { regions, resourceGroup, storage }: AzureDestination,
  subscription: string,
): readonly Need[] {
  const gallery = getGroupScope(subscription, resourceGroup);
  const account = getGroupScope(subscription, storage.resourceGroup);
  const sets = regions.flatMap(({ encryptionSet }) => encryptionSet ?? []);
  return [
    // What a run has made and could not use goes with it.
    ...needAll(gallery, ...of(types.gallery, 'read', 'write', 'delete')),
    ...needAll(gallery, ...of(types.definition, 'read', 'write', 'delete')),
    ...needAll(gallery, ...of(types.version, 'read', 'write')),
    ...needAll(gallery, ...of(types.application, 'read')),
    ...needAll(account, ...vhdSource, ...of(types.container, 'read', 'write', 'delete')),
    ...needData(account, ...of(types.blob, 'read', 'write', 'delete')),
    ...sets.flatMap((id) => needAll(getScopeOf(id, gallery), ...of(types.encryptionSet, 'read'))),
  ];
}
