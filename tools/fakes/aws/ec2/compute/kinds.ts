import { refuse } from '../../refusal';
import type { ResourceKind } from '../../state/resource';

export const instanceKind: ResourceKind = {
  type: 'instance',
  prefix: 'i',
  malformed: (id) => refuse('InvalidInstanceID.Malformed', `Invalid id: "${id}"`),
  notFound: (ids) =>
    refuse(
      'InvalidInstanceID.NotFound',
      ids.length === 1
        ? `The instance ID '${ids[0]}' does not exist`
        : `The instance IDs '${ids.join(', ')}' do not exist`,
    ),
};

export const volumeKind: ResourceKind = {
  type: 'volume',
  prefix: 'vol',
  malformed: (id) => refuse('InvalidVolumeID.Malformed', `Invalid id: "${id}"`),
  notFound: ([id]) => refuse('InvalidVolume.NotFound', `The volume '${id}' does not exist.`),
};
