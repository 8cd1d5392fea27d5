import {
  ArchitectureValues,
  type BlockDeviceMapping,
  BootModeValues,
  type CreateImageRequest,
  type CreateImageResult,
  VolumeType,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseMissing } from '../../refusal';
import { readTagSpecifications } from '../../rules/tags';
import type { Tags } from '../../state/resource';
import type { InstanceRecord } from '../compute/state';
import { saveMachine } from '../instances/machines';
import { settleInstance } from '../instances/settle';
import { snapshotVolume } from '../snapshots/create-snapshot';
import { addImage } from './add-image';
import { checkMapping } from './mappings';
import { checkDescription, checkName } from './name';

const taggable = ['image', 'snapshot'];

/** Makes an image of a machine, of which it has what it started with. There is no ClientToken here either. */
export const createImage: Action<CreateImageRequest, CreateImageResult> = async (call) => {
  const { cloud, region, account, input } = call;
  const { InstanceId = '', Name: name = '', Description: description } = input;
  const tags = readTagSpecifications(input.TagSpecifications, 'image', taggable);
  const snapshotTags = readTagSpecifications(input.TagSpecifications, 'snapshot', taggable);
  const instance = region.compute.instances.get(InstanceId);
  settleInstance(call, instance);
  checkState(instance);
  checkDescription(description);
  checkName(region, account, name);
  const kept = chooseDevices(call, instance, input.BlockDeviceMappings ?? []);
  const added = getAdded(call, instance);
  await saveMachine(instance, { reboots: input.NoReboot !== true });
  const mappings = [...kept.map((device) => snapshotDevice(call, device, snapshotTags)), ...added];
  const traits = {
    ...getMachineTraits(call, instance),
    name,
    description,
    rootDeviceName: instance.rootDeviceName,
    mappings,
    sourceInstanceId: InstanceId,
  };
  const { id } = addImage(cloud, region, { owner: account, traits, tags, carriesSnapshots: true });
  return { ImageId: id };
};

/** A machine on its way from one state to another is a wrong parameter, one that is gone a wrong state. */
function checkState({ id, state }: InstanceRecord): void {
  if (state === 'running' || state === 'stopped') return;
  if (state === 'pending' || state === 'stopping')
    throw refuse(
      'InvalidParameterValue',
      `Instance is not in state 'running' or 'stopped': ${id} is '${state}'`,
    );
  throw refuse('IncorrectState', `You cannot create an image from instance ${id}: it is '${state}'`);
}

interface Device {
  readonly name: string;
  readonly volumeId: string;
  readonly deleteOnTermination: boolean;
}

/** A request can leave devices out and change whether they go with their machine; nothing else of them. */
function chooseDevices(
  { region }: Call<object>,
  instance: InstanceRecord,
  wanted: readonly BlockDeviceMapping[],
): readonly Device[] {
  return [...instance.devices].flatMap(([name, { volumeId, deleteOnTermination }]) => {
    const change = wanted.find(({ DeviceName }) => DeviceName === name);
    if (change?.NoDevice !== undefined) return [];
    const { encrypted } = region.compute.volumes.get(volumeId);
    if ((change?.Ebs?.Encrypted ?? encrypted) !== encrypted)
      throw refuse(
        'InvalidBlockDeviceMapping',
        `the encrypted flag cannot be specified since device ${name} has a conflicting encryption setting`,
      );
    return { name, volumeId, deleteOnTermination: change?.Ebs?.DeleteOnTermination ?? deleteOnTermination };
  });
}

/** What machines of the image have besides: new disks and those of their host. */
function getAdded(
  call: Call<CreateImageRequest>,
  { devices }: InstanceRecord,
): readonly BlockDeviceMapping[] {
  const { BlockDeviceMappings: wanted = [] } = call.input;
  return wanted
    .filter(({ DeviceName = '', NoDevice }) => !devices.has(DeviceName) && NoDevice === undefined)
    .map((mapping) => {
      if (!mapping.Ebs && mapping.VirtualName === undefined) throw refuseMissing('ebs');
      return checkMapping(call, mapping);
    });
}

function snapshotDevice(call: Call<CreateImageRequest>, device: Device, tags: Tags): BlockDeviceMapping {
  const volume = call.region.compute.volumes.get(device.volumeId);
  const description = `Created by CreateImage(${call.input.InstanceId})`;
  const snapshot = snapshotVolume(call, volume, { description, tags: new Map(tags) });
  return {
    DeviceName: device.name,
    Ebs: {
      SnapshotId: snapshot.id,
      VolumeSize: volume.sizeGib,
      VolumeType: findValue(VolumeType, volume.volumeType),
      DeleteOnTermination: device.deleteOnTermination,
      Encrypted: volume.encrypted,
    },
  };
}

/** What a machine is goes over to its image. The image that it was started from tells the rest, unless it is gone. */
function getMachineTraits({ region }: Call<object>, { imageId, launch, attributes }: InstanceRecord) {
  const { imdsSupport, tpmSupport, uefiData, platform } = region.images.find(imageId)?.traits ?? {};
  return {
    architecture: findValue(ArchitectureValues, launch.architecture) ?? 'x86_64',
    bootMode: findValue(BootModeValues, launch.bootMode),
    virtualizationType: 'hvm' as const,
    enaSupport: attributes.enaSupport,
    sriovNetSupport: attributes.sriovNetSupport,
    imdsSupport,
    tpmSupport,
    uefiData,
    platform,
  };
}

function findValue<Value extends string>(
  values: Readonly<Record<string, Value>>,
  wanted: string | undefined,
) {
  return Object.values(values).find((value) => value === wanted);
}
