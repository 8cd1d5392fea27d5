import type { RegisterImageRequest } from '@aws-sdk/client-ec2';
import { getVolume } from '../../machine/attached';
import type { MadeImage } from '../../machine/made-image';
import { makeOnce } from '../../machine/make-once';
import { specifyTags } from '../../machine/tags';
import type { Work } from '../../machine/work';
import { findMadeImage } from '../../steps/create-image';
import type { MakeFirst } from '../../steps/make-images';
import type { Machine } from '../../steps/run-instance';
import { snapshotVolume } from '../../steps/snapshot-volume';
import { waitForImage } from '../../steps/wait-for-image';
import { patience } from '../../wait';
import { fromSnapshot, getImageDevices } from './devices';
import type { SurrogateOptions } from './schema';

type Wish = Parameters<MakeFirst>[0];
type Snapshots = ReadonlyMap<string, string>;

/** Makes snapshots of the machine's disks and registers an image of them: Packer's StepSnapshotVolumes and StepRegisterAMI. */
export async function registerImage(
  work: Work<SurrogateOptions>,
  machine: Machine,
  wish: Wish,
): Promise<MadeImage> {
  const { context, region, session } = work;
  const snapshots = await snapshotDisks(work, machine, wish);
  context.reporter.say('Registering the AMI...');
  const request = createRequest(work.options, wish, snapshots);
  const made = await makeOnce<{ readonly ImageId?: string | undefined }>(
    work,
    { action: 'RegisterImage', what: wish.name, isYoung: true },
    {
      find: () => findMadeImage(work, wish.part),
      make: (o) => session.ec2(region).registerImage(request, o),
    },
  );
  const id = made.ImageId ?? '';
  context.reporter.say(`AMI: ${id}`);
  context.reporter.say('Waiting for AMI to become ready...');
  return waitForImage(work, { region, id, usual: patience.image });
}

/** Snapshots of all disks that are part of the image, at a time, by the names of the disks. */
async function snapshotDisks(work: Work<SurrogateOptions>, machine: Machine, wish: Wish): Promise<Snapshots> {
  const { options } = work;
  const devices = options.launch_block_device_mappings
    .filter((device) => !device.omit_from_artifact && !device.no_device && !device.virtual_name)
    .map((device) => device.device_name ?? '');
  const snapshots = await Promise.all(
    devices.map(async (device): Promise<[string, string]> => {
      const description = options.snapshot_description || `${options.ami_name}, ${device}`;
      const volumeId = getVolume(machine, device);
      return [device, await snapshotVolume(work, { volumeId, description, tags: wish.tags.snapshot })];
    }),
  );
  return new Map(snapshots);
}

function createRequest(options: SurrogateOptions, wish: Wish, snapshots: Snapshots): RegisterImageRequest {
  const devices = getImageDevices(options, (device, disk) => {
    const snapshot = snapshots.get(device);
    return snapshot === undefined ? disk : fromSnapshot(disk, snapshot);
  });
  return {
    Name: wish.name,
    ...(wish.description && { Description: wish.description }),
    Architecture: options.ami_architecture as NonNullable<RegisterImageRequest['Architecture']>,
    RootDeviceName: options.ami_root_device?.device_name,
    VirtualizationType: options.ami_virtualization_type,
    BlockDeviceMappings: [...devices],
    ...(options.sriov_support && { SriovNetSupport: 'simple' }),
    ...(options.ena_support && { EnaSupport: true }),
    ...(options.boot_mode && {
      BootMode: options.boot_mode as NonNullable<RegisterImageRequest['BootMode']>,
    }),
    ...(options.uefi_data && { UefiData: options.uefi_data }),
    ...(options.tpm_support && { TpmSupport: 'v2.0' as const }),
    ...(options.imds_support && { ImdsSupport: 'v2.0' as const }),
    TagSpecifications: specifyTags({ image: wish.tags.image }),
  };
}
