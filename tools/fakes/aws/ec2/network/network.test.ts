import { type Bed, openBed } from '../../testing/bed';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
});
afterAll(() => bed[Symbol.asyncDispose]());

test('an account has a default VPC with a subnet in each zone, once', async () => {
  const first = await bed.ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['true'] }] });
  const { Subnets = [] } = await bed.ec2.describeSubnets({
    Filters: [{ Name: 'vpc-id', Values: [first.Vpcs?.[0]?.VpcId ?? ''] }],
  });
  const { AvailabilityZones = [] } = await bed.ec2.describeAvailabilityZones({});
  expect(Subnets.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(
    AvailabilityZones.map(({ ZoneName }) => ZoneName),
  );
  expect(Subnets[0]).toMatchObject({ AvailableIpAddressCount: 4_091, MapPublicIpOnLaunch: true });
  expect((await bed.ec2.describeVpcs({})).Vpcs).toHaveLength(1);
});

test('regions have networks of their own, and so have accounts', async () => {
  const { EC2 } = await import('@aws-sdk/client-ec2');
  const key = bed.fake.cloud.accounts.addUser('999999999999');
  const clients = [new EC2(bed.connect('us-east-1')), new EC2(bed.connect(undefined, key))];
  const vpcs = await Promise.all([bed.ec2, ...clients].map((client) => client.describeVpcs({})));
  expect(new Set(vpcs.map(({ Vpcs }) => Vpcs?.[0]?.VpcId)).size).toBe(3);
  for (const client of clients) client.destroy();
});

test('a subnet of a VPC of one’s own gives no public address', async () => {
  const { Vpc } = await bed.ec2.createVpc({ CidrBlock: '10.0.0.0/16' });
  const { Subnet } = await bed.ec2.createSubnet({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.1.0/24' });
  const { Subnets } = await bed.ec2.describeSubnets({ SubnetIds: [Subnet?.SubnetId ?? ''] });
  expect(Subnets).toMatchObject([{ AvailableIpAddressCount: 251, MapPublicIpOnLaunch: false }]);
  await expect(bed.ec2.createSubnet({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.1.0/24' })).rejects.toMatchObject({
    name: 'InvalidSubnet.Conflict',
  });
});

test.each<[string, () => Promise<unknown>]>([
  ['InvalidVpc.Range', () => bed.ec2.createVpc({ CidrBlock: '10.0.0.0/8' })],
  ['InvalidVpcID.NotFound', () => bed.ec2.describeVpcs({ VpcIds: ['vpc-0123456789abcdef0'] })],
  ['InvalidSubnetId.Malformed', () => bed.ec2.describeSubnets({ SubnetIds: ['mine'] })],
  ['InvalidParameterValue', () => bed.ec2.describeAvailabilityZones({ ZoneNames: ['eu-west-1z'] })],
  [
    'InvalidParameterValue',
    () => bed.ec2.describeSubnets({ Filters: [{ Name: 'colour', Values: ['blue'] }] }),
  ],
])('%s (%#)', async (name, ask) => {
  await expect(ask()).rejects.toMatchObject({ name });
});

test('the account says which VPC it uses', async () => {
  const { AccountAttributes = [] } = await bed.ec2.describeAccountAttributes({
    AttributeNames: ['default-vpc', 'supported-platforms'],
  });
  expect(AccountAttributes.map(({ AttributeValues }) => AttributeValues?.[0]?.AttributeValue)).toEqual([
    expect.stringMatching(/^vpc-/u),
    'VPC',
  ]);
});
