import type { AttachVolumeRequest, DetachVolumeRequest, VolumeAttachment } from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseMissing } from '../../refusal';
import type { InstanceRecord, VolumeRecord } from '../compute/records';
import { settleInstance } from '../instances/settle';
import { showAttachment } from './show';

/** Machines of the fake see a volume from their next start on. */
export const attachVolume: Action<AttachVolumeRequest, VolumeAttachment> = (call) => {
  const { Device: device, InstanceId = '', VolumeId = '' } = call.input;
  if (device === undefined) throw refuseMissing('device');
  const { instances, volumes } = call.region.compute;
  const volume = volumes.get(VolumeId);
  const instance = instances.get(InstanceId);
  settleInstance(call, instance);
  checkCanAttach(volume, instance, device);
  volume.attachment = { instanceId: instance.id, device, attachedAt: call.now };
  instance.devices.set(device, { volumeId: volume.id, deleteOnTermination: false });
  return { ...showAttachment(volume), State: 'attaching' };
};

function checkCanAttach(volume: VolumeRecord, instance: InstanceRecord, device: string): void {
  if (volume.attachment) throw refuse('VolumeInUse', `${volume.id} is already attached to an instance`);
  if (!volume.pending.isOver()) throw refuse('IncorrectState', `${volume.id} is not 'available'.`);
  if (instance.state !== 'running' && instance.state !== 'stopped')
    throw refuse('IncorrectState', `Instance '${instance.id}' is not 'running'.`);
  if (instance.launch.zone !== volume.zone)
    throw refuse(
      'InvalidVolume.ZoneMismatch',
      `The volume '${volume.id}' is not in the same availability zone as instance '${instance.id}'`,
    );
  if (instance.devices.has(device))
    throw refuse(
      'InvalidParameterValue',
      `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`,
    );
}

export const detachVolume: Action<DetachVolumeRequest, VolumeAttachment> = (call) => {
  const volume = call.region.compute.volumes.get(call.input.VolumeId ?? '');
  const { attachment } = volume;
  if (!attachment) throw refuse('IncorrectState', `Volume '${volume.id}' is in the 'available' state.`);
  const { InstanceId = attachment.instanceId, Device = attachment.device } = call.input;
  if (InstanceId !== attachment.instanceId || Device !== attachment.device)
    throw refuse(
      'InvalidAttachment.NotFound',
      `Instance '${InstanceId}' does not have the volume '${volume.id}' at '${Device}'`,
    );
  checkCanDetach(call, volume, attachment.instanceId);
  const shown = showAttachment(volume);
  call.region.compute.instances.find(attachment.instanceId)?.devices.delete(attachment.device);
  delete volume.attachment;
  return { ...shown, State: 'detaching' };
};

function checkCanDetach(call: Call<object>, volume: VolumeRecord, instanceId: string): void {
  const instance = call.region.compute.instances.find(instanceId);
  if (!instance) return;
  settleInstance(call, instance);
  if (volume.attachment?.device === instance.rootDeviceName && instance.state !== 'stopped')
    throw refuse(
      'OperationNotPermitted',
      `Unable to detach root volume '${volume.id}' from instance '${instanceId}'`,
    );
}
