import { randomInt } from 'node:crypto';
import type { Filter, Subnet } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { ask } from '../machine/ask';
import { describeFilters, hasFilters, toFilters } from '../machine/filters';
import type { Work } from '../machine/work';

/** A place for a machine. What is not said, AWS chooses. */
export interface Place {
  readonly subnetId?: string;
  readonly zone?: string;
}

/** Where the machine may be. */
export interface Network {
  /** Absent for the default VPC. */
  readonly vpcId?: string;
  /** The best first; the others serve where that one has no capacity. Never empty. */
  readonly places: readonly Place[];
}

/** Finds VPC, subnets and zones: Packer's StepNetworkInfo. */
export async function findNetwork(work: Work): Promise<Network> {
  const { options } = work;
  const vpcId = options.vpc_id || (await findVpc(work));
  const subnets = await findSubnets(work, vpcId);
  if (subnets.length > 0) {
    const own = vpcId || subnets[0]?.VpcId;
    return { ...(own && { vpcId: own }), places: subnets.map(toPlace) };
  }
  const zone = options.availability_zone;
  return { ...(vpcId && { vpcId }), places: [zone ? { zone } : {}] };
}

function toPlace({ SubnetId: subnetId, AvailabilityZone: zone }: Subnet): Place {
  return { ...(subnetId && { subnetId }), ...(zone && { zone }) };
}

async function findVpc(work: Work): Promise<string | undefined> {
  const { context, options, session, region } = work;
  if (!hasFilters(options.vpc_filter)) return undefined;
  const Filters = toFilters(options.vpc_filter, { state: 'available' });
  const call = { action: 'DescribeVpcs', what: 'vpc_filter' };
  const { Vpcs = [] } = await ask(work, call, (o) => session.ec2(region).describeVpcs({ Filters }, o));
  const [vpc, ...others] = Vpcs;
  if (!vpc?.VpcId || others.length > 0)
    throw fail(
      `Exactly one VPC should match the filter, but ${Vpcs.length} match ${describeFilters(Filters)} in ${region}.`,
      'Change vpc_filter, or write vpc_id.',
    );
  context.reporter.say(`Found VPC ID: ${vpc.VpcId}`);
  return vpc.VpcId;
}

async function findSubnets(work: Work, vpcId: string | undefined): Promise<readonly Subnet[]> {
  const { options } = work;
  if (options.subnet_id) return describeSubnets(work, { SubnetIds: [options.subnet_id] }, 'subnet_id');
  if (hasFilters(options.subnet_filter)) return filterSubnets(work, vpcId);
  // AWS takes a wish for a public address only together with a subnet.
  if (options.associate_public_ip_address !== undefined) return inferSubnets(work, vpcId);
  return [];
}

async function filterSubnets(work: Work, vpcId: string | undefined): Promise<readonly Subnet[]> {
  const { context, options, region } = work;
  const { most_free: mostFree = false, random = false } = options.subnet_filter ?? {};
  const Filters = toFilters(options.subnet_filter, {
    state: 'available',
    'vpc-id': vpcId || undefined,
    'availability-zone': options.availability_zone || undefined,
  });
  const found = await describeSubnets(work, { Filters }, 'subnet_filter');
  if (found.length === 0)
    throw fail(
      `No Subnets was found matching filters: ${describeFilters(Filters)} in ${region}.`,
      'Change subnet_filter, or write subnet_id.',
    );
  if (found.length > 1 && !mostFree && !random)
    throw fail(
      `Your filter matched ${found.length} Subnets: ${found.map(({ SubnetId }) => SubnetId).join(', ')}.`,
      'Please try a more specific search, or set random or most_free to true.',
    );
  const offered = found.length > 1 ? await keepOffered(work, found) : found;
  const sorted = mostFree ? byRoom(offered) : shuffle(offered);
  context.reporter.say(`Found Subnet ID: ${sorted[0]?.SubnetId}`);
  return sorted;
}

async function inferSubnets(work: Work, given: string | undefined): Promise<readonly Subnet[]> {
  const { context, options } = work;
  const vpcId = given || (await findDefaultVpc(work));
  const Filters = toFilters(undefined, {
    state: 'available',
    'vpc-id': vpcId,
    'availability-zone': options.availability_zone || undefined,
  });
  const found = vpcId ? await describeSubnets(work, { Filters }, `a subnet of ${vpcId}`) : [];
  const [best, ...others] = byRoom(await keepOffered(work, found));
  if (!best) {
    context.reporter.warn(
      'associate_public_ip_address is not followed: no subnet_id is given, and there is no default VPC with subnets to take one from.',
    );
    return [];
  }
  context.reporter.say(`Set subnet as "${best.SubnetId}"`);
  return [best, ...others];
}

async function findDefaultVpc(work: Work): Promise<string | undefined> {
  const Filters = [{ Name: 'is-default', Values: ['true'] }];
  const call = { action: 'DescribeVpcs', what: 'the default VPC' };
  const { Vpcs = [] } = await ask(work, call, (o) =>
    work.session.ec2(work.region).describeVpcs({ Filters }, o),
  );
  return Vpcs[0]?.VpcId;
}

/** Subnets of the default VPC, one in each zone: where else a machine may be that nobody gave a place. */
export async function findDefaultPlaces(work: Work): Promise<readonly Place[]> {
  const Filters = [{ Name: 'default-for-az', Values: ['true'] }];
  const subnets = await describeSubnets(work, { Filters }, 'subnets of the default VPC');
  return byRoom(await keepOffered(work, subnets)).map(toPlace);
}

type Wanted = { readonly SubnetIds: string[] } | { readonly Filters: Filter[] };

async function describeSubnets(work: Work, wanted: Wanted, what: string): Promise<readonly Subnet[]> {
  const call = { action: 'DescribeSubnets', what };
  const { Subnets = [] } = await ask(work, call, (o) =>
    work.session.ec2(work.region).describeSubnets(wanted, o),
  );
  return Subnets;
}

/** Leaves out zones that do not have the instance type. */
async function keepOffered(work: Work, subnets: readonly Subnet[]): Promise<readonly Subnet[]> {
  const { options, session, region } = work;
  const types = [options.instance_type, ...(options.fallback_instance_types ?? [])].filter((type) => !!type);
  if (subnets.length === 0 || types.length === 0) return subnets;
  const Filters = [{ Name: 'instance-type', Values: types.map(String) }];
  const call = { action: 'DescribeInstanceTypeOfferings', what: types.join(', ') };
  const { InstanceTypeOfferings: offerings = [] } = await ask(work, call, (o) =>
    session.ec2(region).describeInstanceTypeOfferings({ LocationType: 'availability-zone', Filters }, o),
  );
  const zones = new Set(offerings.map(({ Location }) => Location));
  const kept = subnets.filter(({ AvailabilityZone: zone }) => zones.has(zone));
  return kept.length > 0 ? kept : subnets;
}

function byRoom(subnets: readonly Subnet[]): readonly Subnet[] {
  const getRoom = ({ AvailableIpAddressCount: count = 0 }: Subnet) => count;
  return [...subnets].sort((one, other) => getRoom(other) - getRoom(one));
}

function shuffle<T>(all: readonly T[]): readonly T[] {
  const first = all.length > 1 ? randomInt(all.length) : 0;
  return [...all.slice(first), ...all.slice(0, first)];
}

function fail(detail: string, hint: string): Failure {
  return new Failure(problem('AWS052', { detail, hint }));
}
