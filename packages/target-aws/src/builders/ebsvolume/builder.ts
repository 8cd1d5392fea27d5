import type { CreateVolumePermission, PermissionGroup } from '@aws-sdk/client-ec2';
import type { Artifact, MachineBuilder } from '@strata/sdk';
import { ask } from '../../machine/ask';
import { getVolume } from '../../machine/attached';
import { toMapping } from '../../machine/block-devices';
import { fillTags, getBuildTags, joinTags, PART_TAG, toAwsTags } from '../../machine/tags';
import type { Work } from '../../machine/work';
import { snapshotKind } from '../../resources/snapshot';
import {
  type LaunchedMachine,
  launchMachine,
  type MachineMeans,
  workOnMachine,
} from '../../steps/live-machine';
import { openWork } from '../../steps/open-work';
import { snapshotVolume } from '../../steps/snapshot-volume';
import { findSourceImage } from '../../steps/source-image';
import { modifyInstance, stopInstance } from '../../steps/stop-instance';
import type { BuilderMeans } from '../means';
import { createVolumeArtifact } from './artifact';
import type { VolumeBuilderOptions, VolumeBuilderSchema, VolumeOptions } from './schema';

export function createVolumeBuilder({ connectMachine }: BuilderMeans): MachineBuilder<VolumeBuilderSchema> {
  return {
    build: async (context, options, provision) => {
      const work = await openWork(context, options);
      return build(work, { connect: connectMachine, provision });
    },
  };
}

async function build(work: Work<VolumeBuilderOptions>, means: MachineMeans): Promise<Artifact> {
  const { context, options, reach } = work;
  const { step } = context;
  const source = await step('StepSourceAMIInfo', () => findSourceImage(work));
  const launched = await launchMachine(work, source, {
    mappings: options.ebs_volumes.map(toMapping),
    volumeTags: joinTags(options.run_volume_tags, options.run_volume_tag),
  });
  await step('stepTagEBSVolumes', () => tagVolumes(work, launched));
  await workOnMachine(work, launched, means);
  await step('StepStopEBSBackedInstance', () => stopInstance(work, launched.machine));
  await step('StepModifyEBSBackedInstance', () => modifyInstance(work, launched.machine));
  const noted = await context.resources.note(snapshotKind, { ...reach, part: 'image' });
  const snapshots = await step('stepSnapshotEBSVolumes', () => makeSnapshots(work, launched));
  const volumes = options.ebs_volumes
    .filter((volume) => !volume.delete_on_termination)
    .map((volume) => getVolume(launched.machine, volume.device_name ?? ''));
  await launched.volumes.keep();
  await noted.keep();
  return createVolumeArtifact(work, { volumes, snapshots });
}

/** Gives each volume tags of its own, and takes those away that it had while the machine ran. */
async function tagVolumes(
  work: Work<VolumeBuilderOptions>,
  { machine, values }: LaunchedMachine,
): Promise<void> {
  const { context, options, region, session } = work;
  const ec2 = session.ec2(region);
  const temporary = fillTags(joinTags(options.run_volume_tags, options.run_volume_tag), values);
  const ids = options.ebs_volumes.map((volume) => getVolume(machine, volume.device_name ?? ''));
  if (ids.length > 0 && Object.keys(temporary).length > 0) {
    const request = { Resources: ids, Tags: toAwsTags(temporary) };
    await ask(work, { action: 'DeleteTags', what: ids.join(', ') }, (o) => ec2.deleteTags(request, o));
  }
  for (const volume of options.ebs_volumes) {
    const tags = fillTags(joinTags(volume.tags, volume.tag), values);
    if (Object.keys(tags).length === 0) continue;
    const id = getVolume(machine, volume.device_name ?? '');
    context.reporter.say(`Applying tags to EBS Volume: ${id}`);
    const request = { Resources: [id], Tags: toAwsTags(tags) };
    await ask(work, { action: 'CreateTags', what: id, isYoung: true }, (o) => ec2.createTags(request, o));
  }
}

async function makeSnapshots(
  work: Work<VolumeBuilderOptions>,
  launched: LaunchedMachine,
): Promise<readonly string[]> {
  const wanted = work.options.ebs_volumes.filter((volume) => volume.snapshot_volume);
  return Promise.all(wanted.map((volume) => makeSnapshot(work, launched, volume)));
}

async function makeSnapshot(
  work: Work<VolumeBuilderOptions>,
  { machine, values }: LaunchedMachine,
  volume: VolumeOptions,
): Promise<string> {
  const { reach, region, session } = work;
  const own = fillTags(joinTags(volume.snapshot_tags, volume.snapshot_tag), values);
  const device = volume.device_name ?? '';
  const id = await snapshotVolume(work, {
    volumeId: getVolume(machine, device),
    description: volume.snapshot_description || `${work.context.buildName}, ${device}`,
    tags: { ...getBuildTags(reach, own), [PART_TAG]: 'image' },
  });
  const Add = getPermissions(volume);
  if (Add.length > 0) {
    const request = { SnapshotId: id, CreateVolumePermission: { Add } };
    await ask(work, { action: 'ModifySnapshotAttribute', what: id, isYoung: true }, (o) =>
      session.ec2(region).modifySnapshotAttribute(request, o),
    );
  }
  return id;
}

function getPermissions(volume: VolumeOptions): CreateVolumePermission[] {
  return [
    ...(volume.snapshot_groups ?? []).map((Group) => ({ Group: Group as PermissionGroup })),
    ...(volume.snapshot_users ?? []).map((UserId) => ({ UserId })),
  ];
}
