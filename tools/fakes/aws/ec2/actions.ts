import type { ActionTable } from '../action';
import { computeActions } from './compute/actions';
import { imageActions } from './images/actions';
import { describeRegions } from './regions/describe-regions';
import { snapshotActions } from './snapshots/actions';
import { createTags, deleteTags } from './tags/change-tags';
import { describeTags } from './tags/describe-tags';

export const ec2Actions: ActionTable = {
  ...computeActions,
  ...imageActions,
  ...snapshotActions,
  CreateTags: createTags,
  DeleteTags: deleteTags,
  DescribeRegions: describeRegions,
  DescribeTags: describeTags,
};
