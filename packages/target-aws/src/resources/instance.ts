import type { Instance, InstanceStateName } from '@aws-sdk/client-ec2';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import type { AwsSession } from '../client';
import { createLooks, patience, waitFor } from '../wait';
import { askToRemove } from './ask';
import { byBuild, findMade } from './find-made';
import { openReach, type Reach } from './reach';

const LIVING: readonly InstanceStateName[] = ['pending', 'running', 'stopping', 'stopped', 'shutting-down'];

/** The machine of a build. What it stands in the way of (groups, roles, volumes) waits until it is gone. */
export const instanceKind: ResourceKind<Reach> = {
  kind: 'aws-instance',
  async remove(context, reach) {
    const session = await openReach(context, reach);
    const found = await findMade(context, () => findLiving(context, session, reach));
    const ids = found.flatMap(({ InstanceId: id }) => id ?? []);
    if (ids.length === 0) return;
    const ec2 = session.ec2(reach.region);
    context.reporter.say('Terminating the source AWS instance...');
    const call = { region: reach.region, action: 'TerminateInstances', what: ids.join(', ') };
    await askToRemove(context, call, (options) => ec2.terminateInstances({ InstanceIds: ids }, options));
    const looks = createLooks(context, session);
    await Promise.all(
      ids.map((id) => waitUntilTerminated(context, looks.instance, { id, region: reach.region })),
    );
  },
};

async function findLiving(
  context: RemoveContext,
  session: AwsSession,
  reach: Reach,
): Promise<readonly Instance[]> {
  const { region, build } = reach;
  const Filters = [...byBuild(reach), { Name: 'instance-state-name', Values: [...LIVING] }];
  const call = { region, action: 'DescribeInstances', what: `the instances of ${build}` };
  const { Reservations = [] } = await askToRemove(context, call, (options) =>
    session.ec2(region).describeInstances({ Filters }, options),
  );
  return Reservations.flatMap(({ Instances = [] }) => Instances);
}

type Look = (region: string, id: string) => Promise<Instance | undefined>;

async function waitUntilTerminated(
  context: RemoveContext,
  look: Look,
  { id, region }: { readonly id: string; readonly region: string },
): Promise<void> {
  await waitFor<Instance | 'gone'>(context, {
    request: { action: 'DescribeInstances', region, what: `instance ${id}` },
    patience: patience.instance,
    // AWS forgets instances an hour after their end.
    describe: async () => (await look(region, id)) ?? 'gone',
    isDone: (instance) => instance === 'gone' || instance.State?.Name === 'terminated',
  });
}
