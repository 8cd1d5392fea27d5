import type { ModifyVolumeRequest, ModifyVolumeResult } from '@aws-sdk/client-ec2';
import { VolumeType } from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse, refuseValue } from '../../refusal';
import { planVolume } from './plan-volume';

/** Milliseconds. Source: Amazon's documentation, "Modify an Amazon EBS volume". */
const SIX_HOURS = 21_600_000;

/** A volume grows and changes its type at once; it never shrinks. */
export const modifyVolume: Action<ModifyVolumeRequest, ModifyVolumeResult> = (call) => {
  const { input, now, region } = call;
  const volume = region.compute.volumes.get(input.VolumeId ?? '');
  const { Size = volume.sizeGib, VolumeType: wanted } = input;
  if (Size < volume.sizeGib)
    throw refuse('InvalidParameterValue', `New size cannot be smaller than existing size ${volume.sizeGib}`);
  if (volume.modifiedAt && now.getTime() - volume.modifiedAt.getTime() < SIX_HOURS)
    throw refuse(
      'VolumeModificationRateExceeded',
      "You've reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications per EBS volume.",
    );
  const type = wanted ?? Object.values(VolumeType).find((value) => value === volume.volumeType);
  if (!type) throw refuseValue('volumeType', volume.volumeType, 'There is no such type.');
  const planned = planVolume(call, {
    ...{ snapshotId: undefined, encrypted: undefined, kmsKeyId: undefined },
    ...{ sizeGib: Size, type, throughput: input.Throughput },
    iops: input.Iops ?? (type === volume.volumeType ? volume.iops : undefined),
  });
  const before = { OriginalSize: volume.sizeGib };
  Object.assign(volume, { sizeGib: planned.sizeGib, volumeType: type, modifiedAt: now });
  if (planned.iops !== undefined) volume.iops = planned.iops;
  if (planned.throughput !== undefined) volume.throughput = planned.throughput;
  return {
    VolumeModification: {
      VolumeId: volume.id,
      ModificationState: 'completed',
      ...before,
      TargetSize: volume.sizeGib,
      TargetVolumeType: type,
      TargetIops: volume.iops,
      Progress: 100,
      StartTime: now,
    },
  };
};
