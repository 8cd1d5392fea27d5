import type { DescribeRegionsRequest, DescribeRegionsResult } from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse } from '../../refusal';
import { toPattern } from '../../rules/filters';

/** Regions that an account has to enable first; those that the cloud is begun with are enabled. */
const optional = ['af-south-1', 'ap-east-1', 'me-south-1'];

/** Regions that the account has, which need no opt-in; with AllRegions those that it could have, too. */
export const describeRegions: Action<DescribeRegionsRequest, DescribeRegionsResult> = ({ cloud, input }) => {
  const others = input.AllRegions ? optional.filter((name) => !cloud.regionNames.includes(name)) : [];
  const all = [...cloud.regionNames, ...others];
  const unknown = input.RegionNames?.find((name) => !all.includes(name));
  if (unknown !== undefined) throw refuse('InvalidParameterValue', `Invalid region provided: [ ${unknown} ]`);
  const named = all.filter((name) => input.RegionNames?.includes(name) ?? true);
  const kept = named.filter((name) =>
    (input.Filters ?? []).every(({ Name, Values = [] }) => {
      const value = readFilter(Name, describeRegion(name, others.includes(name)));
      return Values.some((text) => toPattern(text).test(value));
    }),
  );
  return { Regions: kept.map((name) => describeRegion(name, others.includes(name))) };
};

type Described = ReturnType<typeof describeRegion>;

function readFilter(filter: string | undefined, region: Described): string {
  if (filter === 'region-name') return region.RegionName;
  if (filter === 'endpoint') return region.Endpoint;
  if (filter === 'opt-in-status') return region.OptInStatus;
  throw refuse('InvalidParameterValue', `The filter '${filter}' is invalid`);
}

function describeRegion(name: string, isMissing: boolean) {
  const OptInStatus = isMissing ? 'not-opted-in' : 'opt-in-not-required';
  return { RegionName: name, Endpoint: `ec2.${name}.amazonaws.com`, OptInStatus };
}
