import type { IpPermission } from '@aws-sdk/client-ec2';
import { type Bed, home, makeImage, openBed } from '../../testing/bed';

let bed: Bed;
let GroupId: string;
let groups = 0;
beforeAll(async () => {
  bed = await openBed();
});
beforeEach(async () => {
  groups += 1;
  const made = await bed.ec2.createSecurityGroup({ GroupName: `build-${groups}`, Description: 'temporary' });
  GroupId = made.GroupId ?? '';
});
afterAll(() => bed[Symbol.asyncDispose]());

const ssh = (CidrIp: string): IpPermission => ({
  ...{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp }] },
});

const authorize = (...IpPermissions: IpPermission[]) =>
  bed.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });

test('a group lets everything out, and in what it is told', async () => {
  await authorize(ssh('10.1.2.3/8'), { ...ssh('192.0.2.1/32'), IpProtocol: '6' });
  const { SecurityGroups: [group] = [] } = await bed.ec2.describeSecurityGroups({ GroupIds: [GroupId] });
  expect(group?.IpPermissionsEgress).toMatchObject([{ IpProtocol: '-1' }]);
  expect(group?.IpPermissions).toMatchObject([
    {
      ...{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22 },
      IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '192.0.2.1/32' }],
    },
  ]);
});

test.each<[string, IpPermission]>([
  ['InvalidParameterValue', ssh('10.0.0')],
  ['InvalidParameterValue', ssh('10.0.0.0/33')],
  ['InvalidParameterValue', { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 }],
  ['InvalidParameterValue', { ...ssh('10.0.0.0/8'), FromPort: undefined }],
  ['InvalidParameterValue', { ...ssh('10.0.0.0/8'), ToPort: 65_536 }],
  ['InvalidPermission.Malformed', { ...ssh('10.0.0.0/8'), FromPort: 23 }],
  ['InvalidPermission.Malformed', { ...ssh('10.0.0.0/8'), IpProtocol: 'http' }],
  ['InvalidParameterValue', { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '10.0.0.0/8' }] }],
  ['InvalidGroup.NotFound', { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-0123456789abcdef0' }] }],
])('%s (%#)', async (name, permission) => {
  await expect(authorize(permission)).rejects.toMatchObject({ name });
});

test('a rule is there once, and gone when it is taken back', async () => {
  await authorize(ssh('10.0.0.0/8'));
  await expect(authorize(ssh('10.9.9.9/8'))).rejects.toMatchObject({ name: 'InvalidPermission.Duplicate' });
  const revoke = () => bed.ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions: [ssh('10.0.0.0/8')] });
  await revoke();
  await expect(revoke()).rejects.toMatchObject({ name: 'InvalidPermission.NotFound' });
});

test('rules have ids of their own', async () => {
  const { SecurityGroupRules: [rule] = [] } = await authorize(ssh('10.0.0.0/8'));
  await bed.ec2.revokeSecurityGroupIngress({
    GroupId,
    SecurityGroupRuleIds: [rule?.SecurityGroupRuleId ?? ''],
  });
  const { SecurityGroupRules: left = [] } = await bed.ec2.describeSecurityGroupRules({
    Filters: [{ Name: 'group-id', Values: [GroupId] }],
  });
  expect(left.map(({ IsEgress }) => IsEgress)).toEqual([true]);
});

test('a group stays while a machine or another group needs it', async () => {
  const other = await bed.ec2.createSecurityGroup({ GroupName: `other-${groups}`, Description: 'other' });
  await bed.ec2.authorizeSecurityGroupIngress({
    GroupId: other.GroupId,
    IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }],
  });
  const remove = () => bed.ec2.deleteSecurityGroup({ GroupId });
  await expect(remove()).rejects.toMatchObject({ name: 'DependencyViolation' });
  await bed.ec2.deleteSecurityGroup({ GroupId: other.GroupId });
  const { Instances: [instance] = [] } = await bed.ec2.runInstances({
    ...{ ImageId: await makeImage(bed), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 },
    SecurityGroupIds: [GroupId],
  });
  await expect(remove()).rejects.toMatchObject({ name: 'DependencyViolation' });
  const InstanceIds = [instance?.InstanceId ?? ''];
  await bed.ec2.terminateInstances({ InstanceIds });
  await bed.ec2.describeInstances({ InstanceIds });
  await remove();
  await expect(remove()).rejects.toMatchObject({ name: 'InvalidGroup.NotFound' });
});

test.each<[string, { GroupName: string; Description: string; VpcId?: string }]>([
  ['InvalidGroup.Duplicate', { GroupName: 'default-2', Description: 'x' }],
  ['InvalidParameterValue', { GroupName: 'default', Description: 'x' }],
  ['InvalidParameterValue', { GroupName: 'sg-mine', Description: 'x' }],
  ['InvalidParameterValue', { GroupName: 'é', Description: 'x' }],
  ['MissingParameter', { GroupName: 'x', Description: '' }],
  ['InvalidVpcID.NotFound', { GroupName: 'x', Description: 'x', VpcId: 'vpc-0123456789abcdef0' }],
])('%s for a new group (%#)', async (name, request) => {
  if (name === 'InvalidGroup.Duplicate') await bed.ec2.createSecurityGroup(request);
  await expect(bed.ec2.createSecurityGroup(request)).rejects.toMatchObject({ name });
});

test('the default group is not removed', async () => {
  await expect(bed.ec2.deleteSecurityGroup({ GroupName: 'default' })).rejects.toMatchObject({
    name: 'CannotDelete',
  });
});

test('without a default VPC one has to be named', async () => {
  const { vpcs } = bed.fake.cloud.region(home).compute;
  for (const { id } of vpcs.all()) vpcs.remove(id);
  await expect(bed.ec2.createSecurityGroup({ GroupName: 'lost', Description: 'x' })).rejects.toMatchObject({
    name: 'VPCIdNotSpecified',
  });
});
