import type {
  AvailabilityZone,
  DescribeAccountAttributesRequest,
  DescribeAccountAttributesResult,
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse, refuseValue } from '../../refusal';
import { toPattern } from '../../rules/filters';
import { findDefaultVpc } from './default-network';

export const describeAvailabilityZones: Action<
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult
> = ({ region, input }) => {
  const { zones } = region.compute.limits;
  const unknown = input.ZoneNames?.find((name) => !zones.includes(name));
  if (unknown !== undefined) throw refuse('InvalidParameterValue', `Invalid availability zone: [${unknown}]`);
  const shown = zones
    .filter((zone) => input.ZoneNames?.includes(zone) ?? true)
    .map((zone, index) => showZone(region.name, zone, index));
  return {
    AvailabilityZones: shown.filter((zone) =>
      (input.Filters ?? []).every(({ Name, Values = [] }) =>
        Values.some((text) => toPattern(text).test(readFilter(Name, zone))),
      ),
    ),
  };
};

function showZone(region: string, zone: string, index: number): AvailabilityZone {
  return {
    RegionName: region,
    ZoneName: zone,
    ZoneId: `${region.replace(/-(.)[a-z]*-/u, '$1')}-az${index + 1}`,
    ZoneType: 'availability-zone',
    State: 'available',
    OptInStatus: 'opt-in-not-required',
    GroupName: region,
    NetworkBorderGroup: region,
    Messages: [],
  };
}

function readFilter(name: string | undefined, zone: AvailabilityZone): string {
  if (name === 'region-name') return zone.RegionName ?? '';
  if (name === 'zone-name') return zone.ZoneName ?? '';
  if (name === 'zone-id') return zone.ZoneId ?? '';
  if (name === 'zone-type') return zone.ZoneType ?? '';
  if (name === 'state') return zone.State ?? '';
  if (name === 'opt-in-status') return zone.OptInStatus ?? '';
  throw refuse('InvalidParameterValue', `The filter '${name}' is invalid`);
}

/** Of accounts that were opened since 2013: machines are in VPCs. */
export const describeAccountAttributes: Action<
  DescribeAccountAttributesRequest,
  DescribeAccountAttributesResult
> = (call) => {
  const values: Readonly<Record<string, readonly string[]>> = {
    'supported-platforms': ['VPC'],
    'default-vpc': [findDefaultVpc(call)?.id ?? 'none'],
    'max-instances': [String(call.region.compute.limits.onDemandVcpus)],
    'vpc-max-security-groups-per-interface': ['5'],
    'max-elastic-ips': ['5'],
    'vpc-max-elastic-ips': ['5'],
  };
  const names: readonly string[] = call.input.AttributeNames ?? Object.keys(values);
  const unknown = names.find((name) => !Object.hasOwn(values, name));
  if (unknown !== undefined) throw refuseValue('attributeName', unknown, 'Unknown attribute.');
  return {
    AccountAttributes: names.map((name) => ({
      AttributeName: name,
      AttributeValues: values[name]?.map((value) => ({ AttributeValue: value })),
    })),
  };
};
