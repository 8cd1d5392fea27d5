import type {
  DescribeInstanceTypeOfferingsRequest,
  DescribeInstanceTypeOfferingsResult,
  DescribeInstanceTypesRequest,
  DescribeInstanceTypesResult,
  Filter,
  InstanceTypeInfo,
  InstanceTypeOffering,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse } from '../../refusal';
import { toPattern } from '../../rules/filters';
import { takePage } from '../../rules/pages';
import { type InstanceTypeFacts, listInstanceTypes, toType } from './instance-types';
import { getInstanceType, isOffered } from './offerings';

const typePages = { least: 5, most: 100, usual: 100 };

export const describeInstanceTypes: Action<DescribeInstanceTypesRequest, DescribeInstanceTypesResult> = ({
  input,
}) => {
  const named = input.InstanceTypes?.map((name) => findType(name)) ?? listInstanceTypes();
  const kept = named.filter((type) => passes(input.Filters, (name) => typeReaders[name]?.(type)));
  const { items, nextToken } = takePage(kept, input, typePages);
  return { InstanceTypes: items.map(showType), ...(nextToken && { NextToken: nextToken }) };
};

function findType(name: string): InstanceTypeFacts {
  try {
    return getInstanceType(name);
  } catch {
    throw refuse('InvalidInstanceType', `The following supplied instance types do not exist: [${name}]`);
  }
}

const typeReaders: Readonly<Record<string, (type: InstanceTypeFacts) => readonly string[]>> = {
  'instance-type': ({ name }) => [name],
  'processor-info.supported-architecture': ({ architecture }) => [architecture],
  'supported-boot-mode': ({ bootModes }) => bootModes,
  hypervisor: ({ hypervisor }) => [hypervisor],
  'burstable-performance-supported': ({ burstable }) => [String(burstable)],
  'current-generation': () => ['true'],
  'supported-usage-class': () => ['on-demand', 'spot'],
  'vcpu-info.default-vcpus': ({ vcpus }) => [String(vcpus)],
  'memory-info.size-in-mib': ({ memory }) => [String(memory)],
};

/** @param read the values that a filter of this name is held against; undefined when there is no such filter */
function passes(
  filters: readonly Filter[] = [],
  read: (name: string) => readonly string[] | undefined,
): boolean {
  return filters.every(({ Name: name = '', Values: patterns = [] }) => {
    const values = read(name);
    if (!values) throw refuse('InvalidParameterValue', `The filter '${name}' is invalid`);
    return values.some((value) => patterns.some((pattern) => toPattern(pattern).test(value)));
  });
}

function showType({
  name,
  vcpus,
  memory,
  architecture,
  hypervisor,
  burstable,
  bootModes,
}: InstanceTypeFacts): InstanceTypeInfo {
  return {
    InstanceType: toType(name),
    CurrentGeneration: true,
    FreeTierEligible: name === 't2.micro' || name === 't3.micro',
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: hypervisor,
    ProcessorInfo: { SupportedArchitectures: [architecture] },
    VCpuInfo: { DefaultVCpus: vcpus },
    MemoryInfo: { SizeInMiB: memory },
    InstanceStorageSupported: false,
    EbsInfo: {
      EncryptionSupport: 'supported',
      NvmeSupport: hypervisor === 'nitro' ? 'required' : 'unsupported',
    },
    NetworkInfo: { EnaSupport: hypervisor === 'nitro' ? 'required' : 'unsupported' },
    BurstablePerformanceSupported: burstable,
    SupportedBootModes: [...bootModes],
  };
}

const offeringPages = { least: 5, most: 1_000 };

export const describeInstanceTypeOfferings: Action<
  DescribeInstanceTypeOfferingsRequest,
  DescribeInstanceTypeOfferingsResult
> = ({ region, input }) => {
  const { limits } = region.compute;
  const { LocationType: kind = 'region' } = input;
  if (kind !== 'region' && kind !== 'availability-zone')
    throw refuse('InvalidParameterValue', `The fake knows no offerings by ${kind}.`);
  const places = kind === 'region' ? [region.name] : limits.zones;
  const all = listInstanceTypes().flatMap(({ name }) =>
    places
      .filter((place) => isOffered(limits, name, place))
      .map(
        (Location): InstanceTypeOffering => ({
          InstanceType: toType(name),
          LocationType: kind,
          Location,
        }),
      ),
  );
  const kept = all.filter((offering) =>
    passes(input.Filters, (name) => {
      if (name === 'instance-type') return [offering.InstanceType ?? ''];
      return name === 'location' ? [offering.Location ?? ''] : undefined;
    }),
  );
  const { items, nextToken } = takePage(kept, input, offeringPages);
  return { InstanceTypeOfferings: [...items], ...(nextToken && { NextToken: nextToken }) };
};
