import type {
  AutoScalingGroupNamesType,
  AutoScalingGroupsType,
  LaunchConfigurationNamesType,
  LaunchConfigurationsType,
} from '@aws-sdk/client-auto-scaling';
import type { Action } from '../action';
import { Refusal, refuse } from '../refusal';
import { type Page, takePage } from '../rules/pages';

const pageLimits = { least: 1, most: 100, usual: 50 };

/** Groups by name; names that there are not are left out, as AWS does. */
export const describeAutoScalingGroups: Action<
  Omit<AutoScalingGroupNamesType, 'Filters'>,
  AutoScalingGroupsType
> = ({ region, input }) => {
  const names = input.AutoScalingGroupNames;
  const found = region.scaling.groups.filter(
    ({ AutoScalingGroupName: name = '' }) => names?.includes(name) ?? true,
  );
  const { items, nextToken } = takeRecords(found, input);
  return { AutoScalingGroups: [...items], NextToken: nextToken };
};

export const describeLaunchConfigurations: Action<LaunchConfigurationNamesType, LaunchConfigurationsType> = ({
  region,
  input,
}) => {
  const names = input.LaunchConfigurationNames;
  const found = region.scaling.launchConfigurations.filter(
    ({ LaunchConfigurationName: name = '' }) => names?.includes(name) ?? true,
  );
  const { items, nextToken } = takeRecords(found, input);
  return { LaunchConfigurations: [...items], NextToken: nextToken };
};

interface RecordsRequest {
  readonly MaxRecords?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** EC2's pages, in the words of this service. */
function takeRecords<Item>(all: readonly Item[], { MaxRecords, NextToken }: RecordsRequest): Page<Item> {
  try {
    return takePage(all, { MaxResults: MaxRecords, NextToken }, pageLimits);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw error.code === 'InvalidNextToken' ? error : refuse('ValidationError', error.message);
  }
}
