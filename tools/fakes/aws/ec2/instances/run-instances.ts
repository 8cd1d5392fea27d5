import type { Reservation, RunInstancesRequest } from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { Refusal, refuse, refuseValue } from '../../refusal';
import { answerOnce } from '../../rules/client-token';
import { createId } from '../../state/ids';
import { addSpotRequest } from '../fleets/spot-request';
import { getTemplateData } from '../launch-templates/find';
import { launchInstance } from './launch';
import { planLaunch } from './launch-plan';
import { mergeLaunch } from './launch-request';
import { showInstance } from './show';

/** Launches machines. With a token, the same request launches them once. */
export const runInstances: Action<RunInstancesRequest, Reservation> = (call) => {
  const { ClientToken: token } = call.input;
  return answerOnce(call, { action: 'RunInstances', token, make: () => run(call) });
};

function run(call: Call<RunInstancesRequest>): Reservation {
  const {
    LaunchTemplate: template,
    DryRun,
    MinCount: least = 0,
    MaxCount: most = 0,
    ClientToken: clientToken,
    ...request
  } = call.input;
  checkCount(least, most);
  const data = template && getTemplateData(call, template);
  const { plan, count } = planMost({ least, most }, (each) =>
    planLaunch(call, mergeLaunch(data, request), each),
  );
  if (DryRun)
    throw refuse('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
  const reservationId = createId('r');
  const instances = Array.from({ length: count }, (_, launchIndex) => {
    const spot = plan.isSpot ? addSpotRequest(call, plan) : undefined;
    const origin = { reservationId, launchIndex, clientToken, spotRequestId: spot?.id };
    const instance = launchInstance(call, plan, origin);
    if (spot) spot.instanceId = instance.id;
    return instance;
  });
  return {
    ReservationId: reservationId,
    OwnerId: call.account,
    Groups: [],
    Instances: instances.map((instance) => showInstance(call.region, instance)),
  };
}

const MOST_INSTANCES = 1_000;

function checkCount(least: number, most: number): void {
  for (const [name, count] of [
    ['minCount', least],
    ['maxCount', most],
  ] as const)
    if (count < 1 || count > MOST_INSTANCES)
      throw refuseValue(name, count, `Expected 1 to ${MOST_INSTANCES}.`);
  if (least > most) throw refuseValue('maxCount', most, 'Must be at least minCount.');
}

/** As many as there can be: fewer than the most are launched where the quota ends, and not fewer than the least. */
function planMost<Plan>(
  { least, most }: { readonly least: number; readonly most: number },
  plan: (count: number) => Plan,
): { readonly plan: Plan; readonly count: number } {
  for (let count = most; count > least; count -= 1)
    try {
      return { plan: plan(count), count };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // With fewer it may do; what stands in the way of them all is told for the least.
    }
  return { plan: plan(least), count: least };
}
