import type { IpPermission } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { getAddressVersion, getOwnRange } from '@strata/sdk';
import { problem } from '../codes';
import { hasAwsCode } from '../errors';
import { ask } from '../machine/ask';
import { describeFilters, hasFilters, toFilters } from '../machine/filters';
import { makeOnce } from '../machine/make-once';
import { getName } from '../machine/names';
import { getBuildTags, specifyTags, type Tags } from '../machine/tags';
import type { Work } from '../machine/work';
import { byBuild } from '../resources/find-made';
import { securityGroupKind } from '../resources/security-group';
import { getOwnAddress } from './own-address';

/** Who may reach the machine. */
export interface Guard {
  readonly groupIds: readonly string[];
  /** Lets neighbours in: for a machine that turns out to have a private address alone. Does nothing for given groups. */
  letNeighboursIn(): Promise<void>;
}

const WINRM_PORT = 5985;
const WINRM_TLS_PORT = 5986;

/** Ranges that nobody has in the internet. Sources: RFC 1918, RFC 6598. */
const NEIGHBOURS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
const PRIVATE_INTERFACES = ['private_ip', 'private_dns'];

/** Finds or makes the security group of the machine: Packer's StepSecurityGroup. */
export async function guardMachine(work: Work, vpcId: string | undefined, tags: Tags): Promise<Guard> {
  const given = await findGiven(work, vpcId);
  if (given) return { groupIds: given, letNeighboursIn: async () => {} };
  // Asked first: without an answer nothing has to be made.
  const ranges = await getRanges(work);
  const id = await makeGroup(work, vpcId, tags);
  if (ranges.length > 0) await allow(work, id, ranges);
  return {
    groupIds: [id],
    letNeighboursIn: async () => {
      if (isOpen(work) && !isChosen(work) && !isNear(work)) await allow(work, id, NEIGHBOURS);
    },
  };
}

async function findGiven(work: Work, vpcId: string | undefined): Promise<readonly string[] | undefined> {
  const { context, options, region, session } = work;
  const { security_group_id: one, security_group_ids: several = [] } = options;
  const ids = one ? [one] : several;
  const ec2 = session.ec2(region);
  if (ids.length > 0) {
    const call = { action: 'DescribeSecurityGroups', what: ids.join(', ') };
    await ask(work, call, (o) => ec2.describeSecurityGroups({ GroupIds: [...ids] }, o));
    return ids;
  }
  if (!hasFilters(options.security_group_filter)) return undefined;
  const Filters = toFilters(options.security_group_filter, { 'vpc-id': vpcId });
  const call = { action: 'DescribeSecurityGroups', what: 'security_group_filter' };
  const { SecurityGroups: found = [] } = await ask(work, call, (o) =>
    ec2.describeSecurityGroups({ Filters }, o),
  );
  const matched = found.flatMap(({ GroupId: id }) => id ?? []);
  if (matched.length === 0)
    throw new Failure(
      problem('AWS052', {
        detail: `No security group matches ${describeFilters(Filters)} in ${region}.`,
        hint: 'Change security_group_filter, or take it out: a group is made for the build.',
      }),
    );
  context.reporter.say(`Found Security Group(s): ${matched.join(', ')}`);
  return matched;
}

async function makeGroup(work: Work, vpcId: string | undefined, tags: Tags): Promise<string> {
  const { context, reach, region, session } = work;
  const ec2 = session.ec2(region);
  const name = getName(reach.build, 'group');
  context.reporter.say(`Creating temporary security group for this instance: ${name}`);
  await context.resources.note(securityGroupKind, reach);
  const request = {
    GroupName: name,
    Description: 'Temporary group of a build',
    ...(vpcId !== undefined && { VpcId: vpcId }),
    TagSpecifications: specifyTags({ 'security-group': getBuildTags(reach, tags) }),
  };
  const made = await makeOnce(
    work,
    { action: 'CreateSecurityGroup', what: name },
    {
      find: async () => {
        const call = { action: 'DescribeSecurityGroups', what: name };
        return (await ask(work, call, (o) => ec2.describeSecurityGroups({ Filters: byBuild(reach) }, o)))
          .SecurityGroups?.[0];
      },
      make: (o) => ec2.createSecurityGroup(request, o),
    },
  );
  return made.GroupId ?? '';
}

const isChosen = ({ options }: Work) => (options.temporary_security_group_source_cidrs ?? []).length > 0;

/** Whether anybody comes to the machine: not where nobody connects, or a tunnel leads out of it. */
const isOpen = ({ options }: Work) =>
  options.communicator !== 'none' && options.ssh_interface !== 'session_manager';

/** Whether the machine is reached from its own network. */
const isNear = ({ options }: Work) =>
  PRIVATE_INTERFACES.includes(options.ssh_interface ?? '') || !!options.ssh_bastion_host;

/** Who is let in. */
async function getRanges(work: Work): Promise<readonly string[]> {
  const { context, options } = work;
  if (!isOpen(work)) return [];
  // AWS refuses a request that says the same twice.
  if (isChosen(work)) return [...new Set(options.temporary_security_group_source_cidrs)];
  if (isNear(work)) {
    const between = getOwnRange(options.ssh_bastion_host ?? '');
    return between === undefined ? NEIGHBOURS : [...NEIGHBOURS, between];
  }
  const address = await getOwnAddress(context);
  context.reporter.say(`Current host's public IP: ${address}`);
  if (options.ssh_interface === 'ipv6' && getAddressVersion(address) !== 6)
    throw new Failure(
      problem('AWS053', {
        detail: `\`ssh_interface\` is "ipv6", but this machine asked by version 4: it is known as ${address}.`,
        hint: 'Write temporary_security_group_source_cidrs = ["2001:db8::7/128"] with its address of version 6.',
      }),
    );
  return [getOwnRange(address) ?? address];
}

async function allow(work: Work, id: string, ranges: readonly string[]): Promise<void> {
  const { context, region, session } = work;
  const port = getPort(work);
  context.reporter.say(
    `Authorizing access to port ${port} from [${ranges.join(' ')}] in the temporary security groups...`,
  );
  const call = { action: 'AuthorizeSecurityGroupIngress', what: id, isYoung: true };
  const request = { GroupId: id, IpPermissions: [toPermission(port, ranges)] };
  await ask(work, call, async (o) => {
    try {
      await session.ec2(region).authorizeSecurityGroupIngress(request, o);
    } catch (error) {
      // A request whose answer was lost has made it.
      if (!hasAwsCode(error, 'InvalidPermission.Duplicate')) throw error;
    }
  });
}

function toPermission(port: number, ranges: readonly string[]): IpPermission {
  const isSix = (range: string) => range.includes(':');
  const four = ranges.filter((range) => !isSix(range)).map((CidrIp) => ({ CidrIp }));
  const six = ranges.filter(isSix).map((CidrIpv6) => ({ CidrIpv6 }));
  return {
    FromPort: port,
    ToPort: port,
    IpProtocol: 'tcp',
    ...(four.length > 0 && { IpRanges: four }),
    ...(six.length > 0 && { Ipv6Ranges: six }),
  };
}

/** Where the communicator's server listens in the machine. */
export function getPort({ options }: Work): number {
  if (options.communicator !== 'winrm') return options.ssh_port;
  return options.winrm_port ?? (options.winrm_use_ssl ? WINRM_TLS_PORT : WINRM_PORT);
}
