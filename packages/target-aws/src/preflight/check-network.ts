import type { Subnet } from '@aws-sdk/client-ec2';
import { getBlock, isGiven, type Options } from '../builders/rules/rule';
import { problem } from '../codes';
import { type Finding, findOut } from './finding';
import { getText, type Scene } from './scene';

/** Whether there is a network for the machine, with an address left. */
export async function checkNetwork(scene: Scene, options: Options): Promise<readonly Finding[]> {
  const subnet = getText(options, 'subnet_id');
  const vpc = getText(options, 'vpc_id');
  if (subnet !== undefined) return [await checkSubnet(scene, subnet, vpc)];
  const isFound = isGiven(getBlock(options, 'subnet_filter')['filters']) || vpc !== undefined;
  return isFound || isGiven(getBlock(options, 'vpc_filter')['filters']) ? [] : [await checkDefault(scene)];
}

async function checkSubnet(
  { session, signal }: Scene,
  id: string,
  vpc: string | undefined,
): Promise<Finding> {
  const request = { action: 'DescribeSubnets', region: session.region, what: `subnet_id ${id}` };
  return findOut(`subnet_id ${id}`, request, async () => {
    const { Subnets = [] } = await session
      .ec2()
      .describeSubnets({ SubnetIds: [id] }, { abortSignal: signal });
    return Subnets.flatMap((subnet) => [...checkRoom(subnet), ...checkVpc(subnet, vpc)]);
  });
}

function checkRoom({ SubnetId: id, AvailableIpAddressCount: free = 0 }: Subnet) {
  if (free > 0) return [];
  const detail = `The subnet ${id} has no free address.`;
  return [problem('AWS007', { detail, hint: 'Take another subnet_id, or a filter with most_free = true.' })];
}

function checkVpc({ SubnetId: id, VpcId: own }: Subnet, vpc: string | undefined) {
  if (vpc === undefined || vpc === own) return [];
  const detail = `The subnet ${id} belongs to ${own}, and \`vpc_id\` is ${vpc}.`;
  return [problem('AWS031', { detail, hint: 'Take vpc_id out: the subnet says it.' })];
}

async function checkDefault({ session, signal }: Scene): Promise<Finding> {
  const request = { action: 'DescribeVpcs', region: session.region, what: 'the default VPC' };
  return findOut('default VPC', request, async () => {
    const Filters = [{ Name: 'is-default', Values: ['true'] }];
    const { Vpcs = [] } = await session.ec2().describeVpcs({ Filters }, { abortSignal: signal });
    if (Vpcs.length > 0) return [];
    const detail = `${session.region} has no default VPC, and no network is named.`;
    return [problem('AWS052', { detail, hint: 'Write subnet_id = "subnet-…", or a subnet_filter.' })];
  });
}
