import type { AutoScalingGroup, LaunchConfiguration } from '@aws-sdk/client-auto-scaling';

/** Groups and launch configurations that tests put there; images refer to nothing here, these refer to images. */
export interface ScalingState {
  readonly groups: AutoScalingGroup[];
  readonly launchConfigurations: LaunchConfiguration[];
}

export function createScalingState(): ScalingState {
  return { groups: [], launchConfigurations: [] };
}
