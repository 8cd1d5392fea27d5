import type { ActionTable } from '../action';
import { computeActions } from './compute/actions';
import { describeRegions } from './regions/describe-regions';

export const ec2Actions: ActionTable = {
  ...computeActions,
  DescribeRegions: describeRegions,
};
