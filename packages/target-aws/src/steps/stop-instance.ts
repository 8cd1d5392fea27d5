import type { EbsOptions } from '../builders/ebs/schema';
import { isSpot } from '../builders/rules/spot';
import { ask } from '../machine/ask';
import type { Work } from '../machine/work';
import { getEndedInstance, getPatience, patience, waitFor } from '../wait';
import type { Machine } from './run-instance';

/** Stops the machine, or waits until it has stopped itself: Packer's StepStopEBSBackedInstance. */
export async function stopInstance(work: Work, { InstanceId: id }: Machine): Promise<void> {
  const { context, looks, options, region, session } = work;
  const { reporter } = context;
  // One that was bought at the price of the day cannot be stopped: the image is made with a restart of it.
  if (isSpot(options)) return;
  if (options.disable_stop_instance) {
    reporter.say('Automatic instance stop disabled. Please stop instance manually.');
  } else {
    reporter.say('Stopping the source instance...');
    const call = { action: 'StopInstances', what: id };
    await ask(work, call, (o) => session.ec2(region).stopInstances({ InstanceIds: [id] }, o));
  }
  reporter.say('Waiting for the instance to stop...');
  await waitFor(context, {
    request: { action: 'DescribeInstances', region, what: `instance ${id}` },
    describe: () => looks.instance(region, id),
    isDone: ({ State }) => State?.Name === 'stopped',
    isFailed: getEndedInstance,
    patience: getPatience(patience.instance, options, context.ports.environment.variables),
    visibleWithin: 0,
  });
}

type Networking = Work['options'] & Partial<Pick<EbsOptions, 'ena_support' | 'sriov_support'>>;

/** Says of the stopped machine what its image is to have: Packer's StepModifyEBSBackedInstance. */
export async function modifyInstance(work: Work<Networking>, { InstanceId: id }: Machine): Promise<void> {
  const { context, options, region, session } = work;
  const ec2 = session.ec2(region);
  const call = { action: 'ModifyInstanceAttribute', what: id };
  if (options.sriov_support) {
    context.reporter.say('Enabling Enhanced Networking (SR-IOV)...');
    const request = { InstanceId: id, SriovNetSupport: { Value: 'simple' } };
    await ask(work, call, (o) => ec2.modifyInstanceAttribute(request, o));
  }
  const { ena_support: ena } = options;
  if (ena === undefined) return;
  context.reporter.say(`${ena ? 'En' : 'Dis'}abling Enhanced Networking (ENA)...`);
  const request = { InstanceId: id, EnaSupport: { Value: ena } };
  await ask(work, call, (o) => ec2.modifyInstanceAttribute(request, o));
}
