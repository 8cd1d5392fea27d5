import type { DescribeRegionsRequest, DescribeRegionsResult } from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse } from '../../refusal';
import { toPattern } from '../../rules/filters';

/** Regions that the account has; all of them need no opt-in. */
export const describeRegions: Action<DescribeRegionsRequest, DescribeRegionsResult> = ({ cloud, input }) => {
  const unknown = input.RegionNames?.find((name) => !cloud.regionNames.includes(name));
  if (unknown !== undefined) throw refuse('InvalidParameterValue', `Invalid region provided: [ ${unknown} ]`);
  const named = cloud.regionNames.filter((name) => input.RegionNames?.includes(name) ?? true);
  const kept = named.filter((name) =>
    (input.Filters ?? []).every(({ Name, Values = [] }) => {
      const value = readFilter(Name, name);
      return Values.some((text) => toPattern(text).test(value));
    }),
  );
  return { Regions: kept.map(describeRegion) };
};

function readFilter(filter: string | undefined, region: string): string {
  if (filter === 'region-name') return region;
  if (filter === 'endpoint') return `ec2.${region}.amazonaws.com`;
  if (filter === 'opt-in-status') return 'opt-in-not-required';
  throw refuse('InvalidParameterValue', `The filter '${filter}' is invalid`);
}

function describeRegion(name: string) {
  return { RegionName: name, Endpoint: `ec2.${name}.amazonaws.com`, OptInStatus: 'opt-in-not-required' };
}
