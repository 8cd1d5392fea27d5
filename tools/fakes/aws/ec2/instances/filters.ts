import type { FilterReaders } from '../../rules/filters';
import type { Region } from '../../state/region';
import type { InstanceRecord } from '../compute/records';
import { showState } from './states';

/** What DescribeInstances can be asked for. */
export function instanceReaders({ compute }: Region): FilterReaders<InstanceRecord> {
  const nameGroups = ({ attributes }: InstanceRecord) =>
    attributes.groupIds.flatMap((id) => compute.securityGroups.find(id)?.name ?? []);
  return {
    ...placeReaders,
    ...traitReaders,
    'instance.group-name': nameGroups,
    'group-name': nameGroups,
  };
}

const readVolumes = ({ devices }: InstanceRecord) => [...devices.values()].map(({ volumeId }) => volumeId);

const placeReaders: FilterReaders<InstanceRecord> = {
  'availability-zone': ({ launch }) => launch.zone,
  'subnet-id': ({ launch }) => launch.subnetId,
  'vpc-id': ({ launch }) => launch.vpcId,
  'private-ip-address': ({ launch }) => launch.privateIp,
  'ip-address': ({ publicIp }) => publicIp,
  'instance.group-id': ({ attributes }) => attributes.groupIds,
  'group-id': ({ attributes }) => attributes.groupIds,
  'network-interface.network-interface-id': ({ launch }) => launch.networkInterfaceId,
  tenancy: ({ launch }) => launch.tenancy,
};

const traitReaders: FilterReaders<InstanceRecord> = {
  'instance-id': ({ id }) => id,
  'instance-state-name': ({ state }) => state,
  'instance-state-code': ({ state }) => showState(state).Code,
  'instance-type': ({ attributes }) => attributes.instanceType,
  'instance-lifecycle': ({ launch }) => (launch.isSpot ? 'spot' : undefined),
  'image-id': ({ imageId }) => imageId,
  'key-name': ({ launch }) => launch.keyName,
  'client-token': ({ launch }) => launch.clientToken,
  'reservation-id': ({ launch }) => launch.reservationId,
  'spot-instance-request-id': ({ launch }) => launch.spotRequestId,
  'owner-id': ({ owner }) => owner,
  'launch-time': ({ launchedAt }) => launchedAt.toISOString(),
  architecture: ({ launch }) => launch.architecture,
  platform: ({ launch }) => launch.platform,
  'virtualization-type': () => 'hvm',
  'root-device-name': ({ rootDeviceName }) => rootDeviceName,
  'root-device-type': () => 'ebs',
  'iam-instance-profile.arn': ({ launch }) => launch.profile?.Arn,
  'metadata-options.http-tokens': ({ launch }) => launch.metadataOptions.HttpTokens,
  'block-device-mapping.volume-id': readVolumes,
};

/** What DescribeInstanceStatus can be asked for. */
export const statusReaders: FilterReaders<InstanceRecord> = {
  'availability-zone': ({ launch }) => launch.zone,
  'instance-state-name': ({ state }) => state,
  'instance-state-code': ({ state }) => showState(state).Code,
  'instance-status.status': ({ state, checks }) =>
    state === 'running' && checks.isOver() ? 'ok' : 'initializing',
  'system-status.status': ({ state, checks }) =>
    state === 'running' && checks.isOver() ? 'ok' : 'initializing',
};
