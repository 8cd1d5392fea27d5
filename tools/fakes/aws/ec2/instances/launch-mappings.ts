import type { BlockDeviceMapping, EbsBlockDevice } from '@aws-sdk/client-ec2';
import type { Call } from '../../action';
import { refuse, refuseMissing } from '../../refusal';
import type { ImageTraits } from '../images/record';
import type { PlannedVolume } from '../volumes/add-volume';
import { planVolume } from '../volumes/plan-volume';

/** A volume that an instance is to begin with. */
export interface PlannedDevice extends PlannedVolume {
  readonly device: string;
  readonly deleteOnTermination: boolean;
}

const DEVICE_NAME = /^(?:\/dev\/(?:sd[a-z]\d*|xvd[a-z]{1,2}\d*)|xvd[a-z]{1,2}|sd[a-z]\d*)$/u;

/** The disks of the image, changed as the request wants them, and those that the request adds. */
export function planDevices(
  call: Call<object>,
  image: Pick<ImageTraits, 'mappings' | 'rootDeviceName'>,
  wanted: readonly BlockDeviceMapping[],
): readonly PlannedDevice[] {
  checkNames(wanted);
  const { rootDeviceName } = image;
  const changes = new Map(wanted.map((mapping) => [mapping.DeviceName ?? '', mapping]));
  const own = new Set(image.mappings.map(({ DeviceName }) => DeviceName));
  const kept = image.mappings.flatMap((mapping) => {
    const change = changes.get(mapping.DeviceName ?? '');
    return change ? changeMapping(mapping, change, rootDeviceName) : [mapping];
  });
  const added = wanted.filter(({ DeviceName }) => !own.has(DeviceName));
  const ownSnapshots = new Set(image.mappings.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []));
  return [...kept, ...added].flatMap((mapping) => planDevice(call, mapping, ownSnapshots));
}

function checkNames(wanted: readonly BlockDeviceMapping[]): void {
  const names = wanted.map(({ DeviceName }) => DeviceName);
  for (const [index, name] of names.entries()) {
    if (name === undefined) throw refuseMissing('BlockDeviceMapping.DeviceName');
    if (!DEVICE_NAME.test(name)) throw refuse('InvalidBlockDeviceMapping', `Invalid device name ${name}`);
    if (names.indexOf(name) !== index)
      throw refuse(
        'InvalidBlockDeviceMapping',
        `The device '${name}' is used in more than one block-device mapping`,
      );
  }
}

function changeMapping(
  { DeviceName, Ebs }: BlockDeviceMapping,
  change: BlockDeviceMapping,
  rootDeviceName: string,
): readonly BlockDeviceMapping[] {
  const isRoot = DeviceName === rootDeviceName;
  if (change.NoDevice !== undefined) {
    if (isRoot)
      throw refuse('InvalidBlockDeviceMapping', `The root device '${DeviceName}' cannot be left out`);
    return [];
  }
  if (change.VirtualName !== undefined) return [change];
  const snapshotId = change.Ebs?.SnapshotId;
  if (isRoot && snapshotId !== undefined && snapshotId !== Ebs?.SnapshotId)
    throw refuse('InvalidBlockDeviceMapping', 'snapshotId cannot be modified on root device');
  const given = Object.fromEntries(
    Object.entries(change.Ebs ?? {}).filter(([, value]) => value !== undefined),
  );
  // What the image says of its snapshot's encryption is no wish.
  const { Encrypted: _, ...base }: EbsBlockDevice = Ebs ?? {};
  const isOtherType = change.Ebs?.VolumeType !== undefined && change.Ebs.VolumeType !== base.VolumeType;
  const fitting = isOtherType ? { ...base, Iops: undefined, Throughput: undefined } : base;
  return [{ DeviceName, Ebs: { ...fitting, ...given } }];
}

/** Instance stores come and go with machines, and these have none. */
function planDevice(
  call: Call<object>,
  { DeviceName: device = '', Ebs = {}, VirtualName, NoDevice }: BlockDeviceMapping,
  ownSnapshots: ReadonlySet<string>,
): readonly PlannedDevice[] {
  if (VirtualName !== undefined || NoDevice !== undefined) return [];
  const planned = planVolume(call, {
    snapshotId: Ebs.SnapshotId,
    sizeGib: Ebs.VolumeSize,
    type: Ebs.VolumeType ?? 'gp2',
    iops: Ebs.Iops,
    throughput: Ebs.Throughput,
    encrypted: Ebs.Encrypted,
    kmsKeyId: Ebs.KmsKeyId,
    isOfImage: ownSnapshots.has(Ebs.SnapshotId ?? ''),
  });
  return [{ ...planned, device, deleteOnTermination: Ebs.DeleteOnTermination ?? true }];
}
