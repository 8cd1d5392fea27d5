import { getBlock, isGiven } from '@strata/sdk';
import { makesVersion } from '../builders/rules/output';
import { of, types } from './actions';
import type { BuildPlace } from './build-needs';
import { getGallerySubscription, getRegionSets, getText } from './build-needs';
import { getGroupScope, getScopeOf, type Need, needAll, needData } from './need';

/** What making images of a machine takes: managed ones, snapshots, VHDs and versions of galleries. */
export function getImageNeeds(place: BuildPlace): readonly Need[] {
  const { options, scope } = place;
  if (isGiven(options['skip_create_image'])) return [];
  const isSpecialized = getBlock(options, 'shared_image_gallery_destination')['specialized'] === true;
  return [
    ...(isSpecialized ? [] : needAll(scope, ...of(types.machine, 'generalize/action'))),
    ...(isGiven(options['managed_image_name']) ? getManagedNeeds(place) : getVhdNeeds(place)),
    ...getVersionNeeds(place),
  ];
}

function getManagedNeeds({ options, subscription, scope }: BuildPlace): readonly Need[] {
  const group = getGroupScope(subscription, getText(options, 'managed_image_resource_group_name'));
  const hasSnapshots = [
    'managed_image_os_disk_snapshot_name',
    'managed_image_data_disk_snapshot_prefix',
  ].some((name) => isGiven(options[name]));
  return [
    ...needAll(group, ...of(types.group, 'read'), ...of(types.image, 'read', 'write', 'delete')),
    ...needAll(scope, ...of(types.machine, 'instanceView/read')),
    ...(hasSnapshots
      ? [
          ...needAll(group, ...of(types.snapshot, 'read', 'write', 'delete')),
          ...needAll(scope, ...of(types.disk, 'beginGetAccess/action')),
        ]
      : []),
  ];
}

function getVhdNeeds({ options, subscription, scope }: BuildPlace): readonly Need[] {
  if (!isGiven(options['capture_container_name'])) return [];
  const account = getGroupScope(subscription, getText(options, 'resource_group_name'));
  return [
    ...needAll(scope, ...of(types.disk, 'beginGetAccess/action', 'endGetAccess/action')),
    ...needAll(account, ...of(types.container, 'read', 'write', 'delete')),
    ...needData(account, ...of(types.blob, 'read', 'write', 'delete')),
  ];
}

function getVersionNeeds({ options, subscription, scope }: BuildPlace): readonly Need[] {
  if (!makesVersion(options)) return [];
  const gallery = getBlock(options, 'shared_image_gallery_destination');
  const group = getGroupScope(
    getGallerySubscription(gallery, subscription),
    getText(gallery, 'resource_group'),
  );
  return [
    ...needAll(group, ...of(types.definition, 'read')),
    ...needAll(group, ...of(types.version, 'read', 'write', 'delete')),
    ...getRegionSets(gallery).flatMap((id) =>
      needAll(getScopeOf(id, scope), ...of(types.encryptionSet, 'read')),
    ),
  ];
}
