import type { InstanceState as ShownState } from '@aws-sdk/client-ec2';
import type { InstanceState } from '../compute/records';

/** Source: the SDK's documentation of InstanceState. */
const codes: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export function showState(state: InstanceState): ShownState {
  return { Name: state, Code: codes[state] };
}
