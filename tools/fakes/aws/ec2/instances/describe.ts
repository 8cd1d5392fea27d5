import type {
  DescribeInstanceStatusRequest,
  DescribeInstanceStatusResult,
  DescribeInstancesRequest,
  DescribeInstancesResult,
  InstanceStatus,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse } from '../../refusal';
import { filterResources } from '../../rules/filters';
import { type PageRequest, takePage } from '../../rules/pages';
import type { InstanceRecord } from '../compute/records';
import { instanceReaders, statusReaders } from './filters';
import { settleInstance, settleInstances } from './settle';
import { showInstance } from './show';
import { showState } from './states';

const pages = { least: 5, most: 1_000 };

export const describeInstances: Action<DescribeInstancesRequest, DescribeInstancesResult> = (call) => {
  const found = lookAtInstances(call, call.input.InstanceIds);
  const kept = filterResources(found, call.input.Filters, instanceReaders(call.region));
  const reservations = new Map<string, InstanceRecord[]>();
  const { items, nextToken } = takePage(kept, checkPaging(call.input), pages);
  for (const instance of items) {
    const { reservationId } = instance.launch;
    reservations.set(reservationId, [...(reservations.get(reservationId) ?? []), instance]);
  }
  return {
    Reservations: [...reservations].map(([ReservationId, instances]) => ({
      ReservationId,
      OwnerId: call.account,
      Groups: [],
      Instances: instances.map((instance) => showInstance(call.region, instance)),
    })),
    ...(nextToken && { NextToken: nextToken }),
  };
};

/** Instances of the caller, each a look further on its way. */
function lookAtInstances(call: Call<object>, ids: readonly string[] | undefined): readonly InstanceRecord[] {
  const { instances } = call.region.compute;
  settleInstances(call, call.account);
  const found = ids && ids.length > 0 ? instances.getAll(ids) : instances.list();
  const own = found.filter(({ owner }) => owner === call.account);
  for (const instance of own) settleInstance(call, instance);
  return own;
}

function checkPaging<Input extends PageRequest & { readonly InstanceIds?: string[] | undefined }>(
  input: Input,
): Input {
  if (input.InstanceIds?.length && input.MaxResults !== undefined)
    throw refuse(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  return input;
}

export const describeInstanceStatus: Action<DescribeInstanceStatusRequest, DescribeInstanceStatusResult> = (
  call,
) => {
  const { InstanceIds, IncludeAllInstances = false, Filters } = call.input;
  const found = lookAtInstances(call, InstanceIds).filter(
    ({ state }) => IncludeAllInstances || state === 'running',
  );
  const { items, nextToken } = takePage(
    filterResources(found, Filters, statusReaders),
    checkPaging(call.input),
    pages,
  );
  return { InstanceStatuses: items.map(showStatus), ...(nextToken && { NextToken: nextToken }) };
};

function showStatus({ id, launch, state, checks }: InstanceRecord): InstanceStatus {
  const status = getStatus(state, checks.look());
  return {
    InstanceId: id,
    AvailabilityZone: launch.zone,
    InstanceState: showState(state),
    InstanceStatus: { Status: status, Details: [] },
    SystemStatus: { Status: status, Details: [] },
    Events: [],
  };
}

function getStatus(state: string, isChecked: boolean): 'ok' | 'initializing' | 'not-applicable' {
  if (state !== 'running') return 'not-applicable';
  return isChecked ? 'ok' : 'initializing';
}
