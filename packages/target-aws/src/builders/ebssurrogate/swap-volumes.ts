import { ask } from '../../machine/ask';
import { getVolume } from '../../machine/attached';
import type { Work } from '../../machine/work';
import type { Machine } from '../../steps/run-instance';
import { lookAgain } from '../../steps/wait-for-instance';
import { getFailedVolume, getPatience, patience, waitFor } from '../../wait';
import type { SurrogateOptions } from './schema';

/**
 * Puts the filled disk in the place of the root disk of the stopped machine, and takes away what is not for the image:
 * Packer's StepSwapVolumes. What was taken away is removed with the build.
 */
export async function swapVolumes(work: Work<SurrogateOptions>, machine: Machine): Promise<Machine> {
  const { context, options, region, session } = work;
  const root = options.ami_root_device;
  if (!root) return machine;
  const ec2 = session.ec2(region);
  const now = await lookAgain(work, machine);
  const filled = getVolume(now, root.source_device_name);
  for (const device of getSuperfluous(options, now)) {
    const id = getVolume(now, device);
    context.reporter.say(`Detaching EBS Device Name: ${device}, Volume ID: ${id}`);
    await ask(work, { action: 'DetachVolume', what: id }, (o) => ec2.detachVolume({ VolumeId: id }, o));
    await waitForState(work, id, 'available');
  }
  context.reporter.say(`Attaching Root EBS Device Name ${root.device_name}, Volume ID: ${filled}`);
  const request = { InstanceId: machine.InstanceId, VolumeId: filled, Device: root.device_name };
  await ask(work, { action: 'AttachVolume', what: filled }, (o) => ec2.attachVolume(request, o));
  await waitForState(work, filled, 'in-use');
  return lookAgain(work, machine);
}

/** Disks that are in the way: the filled one, at its old place, too. */
function getSuperfluous(options: SurrogateOptions, machine: Machine): readonly string[] {
  const { device_name: target, source_device_name: source } = options.ami_root_device ?? {};
  const omitted = options.launch_block_device_mappings
    .filter((device) => device.omit_from_artifact)
    .map((device) => device.device_name);
  const unwanted = new Set([source, target, machine.RootDeviceName, ...omitted]);
  return (machine.BlockDeviceMappings ?? []).flatMap(({ DeviceName: name }) =>
    name !== undefined && unwanted.has(name) ? [name] : [],
  );
}

async function waitForState(work: Work, id: string, state: 'available' | 'in-use'): Promise<void> {
  const { context, looks, options, region } = work;
  await waitFor(context, {
    request: { action: 'DescribeVolumes', region, what: `volume ${id}` },
    describe: () => looks.volume(region, id),
    isDone: ({ State }) => State === state,
    isFailed: getFailedVolume,
    patience: getPatience(patience.volume, options, context.ports.environment.variables),
    visibleWithin: 0,
  });
}
