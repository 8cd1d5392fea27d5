import type { CreateVolumeRequest, DeleteVolumeRequest, Volume } from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse, refuseMissing, refuseValue } from '../../refusal';
import { answerOnce } from '../../rules/client-token';
import { readTagSpecifications } from '../../rules/tags';
import { addVolume, hasRoomFor } from './add-volume';
import { planVolume } from './plan-volume';
import { showVolume } from './show';

export const createVolume: Action<CreateVolumeRequest, Volume> = (call) => {
  const { ClientToken: token } = call.input;
  return answerOnce(call, {
    action: 'CreateVolume',
    token,
    make: () => {
      const { input, region, cloud, account } = call;
      const tags = readTagSpecifications(input.TagSpecifications, 'volume');
      const { AvailabilityZone: zone } = input;
      if (zone === undefined) throw refuseMissing('AvailabilityZone');
      const { zones } = region.compute.limits;
      if (!zones.includes(zone)) throw refuse('InvalidZone.NotFound', `The zone '${zone}' does not exist.`);
      const planned = planVolume(call, {
        snapshotId: input.SnapshotId,
        sizeGib: input.Size,
        type: input.VolumeType ?? 'gp2',
        iops: input.Iops,
        throughput: input.Throughput,
        encrypted: input.Encrypted,
        kmsKeyId: input.KmsKeyId,
      });
      if (planned.encrypted && region.kms.find(planned.kmsKeyId ?? '', account) === undefined)
        throw refuseValue('kmsKeyId', planned.kmsKeyId, 'There is no such key.');
      if (!hasRoomFor(region, account, 1))
        throw refuse(
          'VolumeLimitExceeded',
          `You have exceeded the maximum number of volumes (${region.compute.limits.volumes}).`,
        );
      return showVolume(addVolume(cloud, region, planned, { owner: account, zone, tags }));
    },
  });
};

export const deleteVolume: Action<DeleteVolumeRequest, object> = ({ region, input }) => {
  const { volumes } = region.compute;
  const volume = volumes.get(input.VolumeId ?? '');
  if (volume.attachment)
    throw refuse(
      'VolumeInUse',
      `Volume ${volume.id} is currently attached to ${volume.attachment.instanceId}`,
    );
  if (!volume.pending.isOver()) throw refuse('IncorrectState', `The volume '${volume.id}' is 'creating'`);
  volumes.remove(volume.id);
  return {};
};
