import type { Volume } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { classifyAws } from '../../errors';
import { ask } from '../../machine/ask';
import { getVolume } from '../../machine/attached';
import type { Work } from '../../machine/work';
import type { CallOptions } from '../../publish/call';
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
    await change(
      work,
      { action: 'DetachVolume', id, isDone: ({ Attachments = [] }) => Attachments.length === 0 },
      (o) => ec2.detachVolume({ VolumeId: id }, o),
    );
    await waitForState(work, id, 'available');
  }
  context.reporter.say(`Attaching Root EBS Device Name ${root.device_name}, Volume ID: ${filled}`);
  const request = { InstanceId: machine.InstanceId, VolumeId: filled, Device: root.device_name };
  const isThere = ({ Attachments = [] }: Volume) =>
    Attachments.some(({ InstanceId: id }) => id === machine.InstanceId);
  await change(work, { action: 'AttachVolume', id: filled, isDone: isThere }, (o) =>
    ec2.attachVolume(request, o),
  );
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

interface Change {
  readonly action: string;
  /** Of the volume. */
  readonly id: string;
  readonly isDone: (volume: Volume) => boolean;
}

/** AWS refuses what is done already, as it may be when the answer to an earlier request was lost. */
async function change(
  work: Work,
  { action, id, isDone }: Change,
  make: (options: CallOptions) => Promise<unknown>,
): Promise<void> {
  try {
    await ask(work, { action, what: id }, make);
  } catch (error) {
    const kind = classifyAws(error instanceof Failure ? error.cause : error);
    const volume =
      kind === 'state' || kind === 'in-use' ? await work.looks.volume(work.region, id) : undefined;
    if (!volume || !isDone(volume)) throw error;
  }
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
