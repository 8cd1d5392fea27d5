import type { AzureDestination, DiskStorage } from '../publish/settings';
import { of, types, vhdSource } from './actions';
import { getGroupScope, getScopeOf, type Need, needAll, needData } from './need';

/** What publishing to a destination takes of Azure. */
export function getPublishNeeds(destination: AzureDestination, subscription: string): readonly Need[] {
  const { regions, resourceGroup, storage } = destination;
  const gallery = getGroupScope(subscription, resourceGroup);
  const sets = regions.flatMap(({ encryptionSet }) => encryptionSet ?? []);
  return [
    // What a run has made and could not use goes with it.
    ...needAll(gallery, ...of(types.gallery, 'read', 'write', 'delete')),
    ...needAll(gallery, ...of(types.definition, 'read', 'write', 'delete')),
    ...needAll(gallery, ...of(types.version, 'read', 'write', 'delete')),
    ...needAll(gallery, ...of(types.application, 'read')),
    ...getDiskNeeds(storage, { subscription, gallery }),
    ...sets.flatMap((id) => needAll(getScopeOf(id, gallery), ...of(types.encryptionSet, 'read'))),
  ];
}

/** Disks go into an account, or, without one, into disks of Azure's own beside the gallery. */
function getDiskNeeds(
  storage: DiskStorage | undefined,
  { subscription, gallery }: { readonly subscription: string; readonly gallery: string },
): readonly Need[] {
  if (!storage)
    return needAll(
      gallery,
      ...of(types.disk, 'read', 'write', 'delete', 'beginGetAccess/action', 'endGetAccess/action'),
    );
  const account = getGroupScope(subscription, storage.resourceGroup);
  return [
    ...needAll(account, ...vhdSource, ...of(types.container, 'read', 'write', 'delete')),
    ...needData(account, ...of(types.blob, 'read', 'write', 'delete')),
  ];
}
