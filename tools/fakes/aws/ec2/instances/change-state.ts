import type {
  InstanceStateChange,
  RebootInstancesRequest,
  StartInstancesRequest,
  StartInstancesResult,
  StopInstancesRequest,
  StopInstancesResult,
  TerminateInstancesRequest,
  TerminateInstancesResult,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseMissing } from '../../refusal';
import type { InstanceRecord, InstanceState } from '../compute/records';
import { killMachine, rebootMachine, startMachine, stopMachine } from './machines';
import { checkCapacity, getInstanceType } from './offerings';
import { checkQuota } from './quota';
import { settleInstance } from './settle';
import { showState } from './states';

export const startInstances: Action<StartInstancesRequest, StartInstancesResult> = (call) => {
  const found = getInstances(call);
  for (const instance of found) {
    checkState(instance, ['pending', 'running', 'stopped'], 'started');
    if (instance.state === 'stopped') checkRoom(call, instance);
  }
  return {
    StartingInstances: found.map((instance) =>
      change(call, instance, { via: 'pending', to: 'running', reason: '' }, () => {
        instance.launchedAt = call.now;
        startMachine(call, instance);
      }),
    ),
  };
};

function checkRoom(call: Call<object>, { attributes, launch }: InstanceRecord): void {
  const { compute } = call.region;
  const type = getInstanceType(attributes.instanceType);
  checkQuota(compute, call.account, { vcpus: type.vcpus, isSpot: launch.isSpot });
  checkCapacity(compute.limits, type, launch);
}

export const stopInstances: Action<StopInstancesRequest, StopInstancesResult> = (call) => {
  const found = getInstances(call);
  for (const instance of found) {
    const { id, attributes, launch } = instance;
    checkState(instance, ['pending', 'running', 'stopping', 'stopped'], 'stopped');
    if (launch.isSpot)
      throw refuse(
        'UnsupportedOperation',
        `You can't stop the Spot Instance '${id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.`,
      );
    if (attributes.disableApiStop)
      throw refuse(
        'OperationNotPermitted',
        `The instance '${id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
      );
  }
  return {
    StoppingInstances: found.map((instance) =>
      change(call, instance, { via: 'stopping', to: 'stopped', reason: 'User initiated' }, () =>
        stopMachine(call, instance),
      ),
    ),
  };
};

export const terminateInstances: Action<TerminateInstancesRequest, TerminateInstancesResult> = (call) => {
  const found = getInstances(call);
  for (const { id, attributes } of found)
    if (attributes.disableApiTermination)
      throw refuse(
        'OperationNotPermitted',
        `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
      );
  return {
    TerminatingInstances: found.map((instance) =>
      change(call, instance, { via: 'shutting-down', to: 'terminated', reason: 'User initiated' }, () =>
        killMachine(call, instance),
      ),
    ),
  };
};

export const rebootInstances: Action<RebootInstancesRequest, object> = (call) => {
  const found = getInstances(call);
  for (const instance of found) {
    checkState(instance, ['running'], 'rebooted');
    rebootMachine(instance);
  }
  return {};
};

function getInstances(call: Call<{ InstanceIds: string[] | undefined }>): readonly InstanceRecord[] {
  const { InstanceIds: ids = [] } = call.input;
  if (ids.length === 0) throw refuseMissing('InstanceId');
  const found = call.region.compute.instances.getAll(ids);
  for (const instance of found) settleInstance(call, instance);
  return found;
}

function checkState({ id, state }: InstanceRecord, allowed: readonly InstanceState[], what: string): void {
  if (!allowed.includes(state))
    throw refuse(
      'IncorrectInstanceState',
      `The instance '${id}' is not in a state from which it can be ${what}.`,
    );
}

interface Change {
  readonly via: InstanceState;
  readonly to: InstanceState;
  readonly reason: string;
}

/** Sets an instance on its way, unless it is there or on it already. */
function change(
  { cloud, now }: Call<object>,
  instance: InstanceRecord,
  { via, to, reason }: Change,
  begin: () => void,
): InstanceStateChange {
  const before = showState(instance.state);
  if (instance.state !== to && instance.state !== via) {
    // The machine of a state that was broken off goes on until the next one begins.
    const work = instance.transition?.work;
    instance.state = via;
    instance.transition = { to, countdown: cloud.startPending(), work };
    instance.stateReason =
      reason === ''
        ? undefined
        : {
            Code: 'Client.UserInitiatedShutdown',
            Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
          };
    instance.transitionReason = reason === '' ? '' : `${reason} (${formatTime(now)})`;
    begin();
  }
  return { InstanceId: instance.id, PreviousState: before, CurrentState: showState(instance.state) };
}

/** `2026-11-22 17:04:59 GMT`. */
function formatTime(time: Date): string {
  return time.toISOString().replace('T', ' ').replace(/\..*/u, ' GMT');
}
