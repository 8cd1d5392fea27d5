import type {
  CreateSubnetRequest,
  CreateSubnetResult,
  CreateVpcRequest,
  CreateVpcResult,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse, refuseMissing, refuseValue } from '../../refusal';
import { readTagSpecifications } from '../../rules/tags';
import { addSubnet, addVpc, ensureDefaultNetwork } from './default-network';

/** An IPv4 network of sizes that AWS takes: /16 to /28. */
const CIDR = /^(?:\d{1,3}\.){3}\d{1,3}\/(?:1[6-9]|2[0-8])$/u;

export const createVpc: Action<CreateVpcRequest, CreateVpcResult> = (call) => {
  const { CidrBlock: cidr, TagSpecifications } = call.input;
  if (cidr === undefined) throw refuseMissing('CidrBlock');
  checkCidr(cidr, 'InvalidVpc.Range');
  ensureDefaultNetwork(call);
  const vpc = addVpc(call, { cidr });
  for (const [key, value] of readTagSpecifications(TagSpecifications, 'vpc')) vpc.tags.set(key, value);
  return { Vpc: { VpcId: vpc.id, CidrBlock: cidr, IsDefault: false, State: 'pending', OwnerId: vpc.owner } };
};

export const createSubnet: Action<CreateSubnetRequest, CreateSubnetResult> = (call) => {
  const { compute } = call.region;
  const { VpcId = '', CidrBlock: cidr, TagSpecifications } = call.input;
  const { AvailabilityZone: zone = compute.limits.zones[0] ?? '' } = call.input;
  if (cidr === undefined) throw refuseMissing('CidrBlock');
  const vpc = compute.vpcs.get(VpcId);
  checkCidr(cidr, 'InvalidSubnet.Range');
  if (!compute.limits.zones.includes(zone))
    throw refuseValue(
      'availabilityZone',
      zone,
      `Subnets can currently only be created in the following availability zones: ${compute.limits.zones.join(', ')}.`,
    );
  if (compute.subnets.all().some((subnet) => subnet.vpcId === VpcId && subnet.cidr === cidr))
    throw refuse('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`);
  const subnet = addSubnet(call, vpc, { zone, cidr });
  for (const [key, value] of readTagSpecifications(TagSpecifications, 'subnet')) subnet.tags.set(key, value);
  return { Subnet: { SubnetId: subnet.id, VpcId, AvailabilityZone: zone, CidrBlock: cidr } };
};

function checkCidr(cidr: string, code: string): void {
  if (!CIDR.test(cidr)) throw refuse(code, `The CIDR '${cidr}' is invalid.`);
}
