import type { BlockDeviceMapping, EbsBlockDevice, VolumeType } from '@aws-sdk/client-ec2';
import type { Call } from '../../action';
import { refuse, refuseMissing, refuseValue } from '../../refusal';
import { canUseSnapshot } from '../snapshots/access';
import type { SnapshotRecord } from '../snapshots/record';
import { settleSnapshot } from '../snapshots/settle';

const volumeTypes: readonly VolumeType[] = ['gp2', 'gp3', 'io1', 'io2', 'sc1', 'st1', 'standard'];
const largestVolumeGib = 65_536;

/** The disks of an image that is registered. Refuses what no machine could be started from. */
export function checkMappings(
  call: Call<object>,
  mappings: readonly BlockDeviceMapping[],
  rootDeviceName: string,
): readonly BlockDeviceMapping[] {
  const names = mappings.map(({ DeviceName }) => DeviceName);
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined)
    throw refuse(
      'InvalidBlockDeviceMapping',
      `The device '${doubled}' is used in more than one block-device mapping`,
    );
  const root = mappings.find(({ DeviceName }) => DeviceName === rootDeviceName);
  if (root?.Ebs?.SnapshotId === undefined)
    throw refuse('InvalidBlockDeviceMapping', 'No root snapshot specified in device mapping.');
  return mappings.map((mapping) => checkMapping(call, mapping));
}

/** One disk of an image, as it is kept: with what its request did not say. */
export function checkMapping(call: Call<object>, mapping: BlockDeviceMapping): BlockDeviceMapping {
  const { DeviceName, Ebs, VirtualName, NoDevice } = mapping;
  if (DeviceName === undefined) throw refuseMissing('BlockDeviceMapping.DeviceName');
  if (NoDevice !== undefined || VirtualName !== undefined || !Ebs) return mapping;
  return { DeviceName, Ebs: checkDisk(call, Ebs) };
}

function checkDisk(call: Call<object>, disk: EbsBlockDevice): EbsBlockDevice {
  const { SnapshotId, VolumeType = 'standard', DeleteOnTermination = true, Iops, Throughput } = disk;
  checkVolumeType(disk, VolumeType);
  const snapshot = SnapshotId === undefined ? undefined : getSnapshot(call, SnapshotId);
  if (snapshot && disk.Encrypted !== undefined)
    throw refuse(
      'InvalidBlockDeviceMapping',
      'the encrypted flag cannot be specified since device has a snapshot specified.',
    );
  const size = disk.VolumeSize ?? snapshot?.sizeGib;
  if (size === undefined) throw refuseMissing('BlockDeviceMapping.Ebs.VolumeSize');
  if (!Number.isInteger(size) || size < 1 || size > largestVolumeGib)
    throw refuseValue('volumeSize', size, `Expected 1 to ${largestVolumeGib} GiB.`);
  if (snapshot && size < snapshot.sizeGib)
    throw refuse(
      'InvalidBlockDeviceMapping',
      `Volume of size ${size}GB is smaller than snapshot '${snapshot.id}', expect size >= ${snapshot.sizeGib}GB`,
    );
  const Encrypted = snapshot?.encrypted ?? disk.Encrypted ?? false;
  return { SnapshotId, VolumeSize: size, VolumeType, DeleteOnTermination, Encrypted, Iops, Throughput };
}

function getSnapshot(call: Call<object>, id: string): SnapshotRecord {
  const { region, account, now } = call;
  const snapshot = region.snapshots.get(id);
  if (!canUseSnapshot(snapshot, account)) throw region.snapshots.kind.notFound([id]);
  settleSnapshot(snapshot, now);
  if (snapshot.state !== 'completed')
    throw refuse(
      'IncorrectState',
      `Snapshot '${id}' is not in the 'completed' state (it is '${snapshot.state}')`,
    );
  return snapshot;
}

/** What each type of volume takes; for RunInstances and CreateVolume too. */
export function checkVolumeType({ Iops, Throughput }: EbsBlockDevice, type: VolumeType): void {
  if (!volumeTypes.includes(type))
    throw refuseValue('volumeType', type, `Expected one of ${volumeTypes.join(', ')}.`);
  const needsIops = type === 'io1' || type === 'io2';
  if (needsIops && Iops === undefined)
    throw refuse('MissingParameter', `The parameter iops must be specified for ${type} volumes.`);
  if (!needsIops && type !== 'gp3' && Iops !== undefined)
    throw refuse('InvalidParameterCombination', `The parameter iops is not supported for ${type} volumes.`);
  if (type !== 'gp3' && Throughput !== undefined)
    throw refuse(
      'InvalidParameterCombination',
      `The parameter throughput is not supported for ${type} volumes.`,
    );
}
