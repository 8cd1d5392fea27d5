import type { ActionTable } from '../action';
import { describeAutoScalingGroups, describeLaunchConfigurations } from './describe';

export const autoScalingActions: ActionTable = {
  DescribeAutoScalingGroups: describeAutoScalingGroups,
  DescribeLaunchConfigurations: describeLaunchConfigurations,
};
