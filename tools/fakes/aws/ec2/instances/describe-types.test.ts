import { type Bed, home, openBed } from '../../testing/bed';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
});
afterAll(() => bed[Symbol.asyncDispose]());

test('a type says what it is', async () => {
  const { InstanceTypes } = await bed.ec2.describeInstanceTypes({ InstanceTypes: ['t4g.small'] });
  expect(InstanceTypes).toMatchObject([
    {
      ProcessorInfo: { SupportedArchitectures: ['arm64'] },
      VCpuInfo: { DefaultVCpus: 2 },
      MemoryInfo: { SizeInMiB: 2_048 },
      SupportedBootModes: ['uefi'],
    },
  ]);
});

test('types are filtered, and unknown ones named', async () => {
  const { InstanceTypes = [] } = await bed.ec2.describeInstanceTypes({
    Filters: [
      { Name: 'processor-info.supported-architecture', Values: ['arm64'] },
      { Name: 'instance-type', Values: ['t4g.*'] },
    ],
  });
  expect(InstanceTypes.map(({ InstanceType }) => InstanceType)).toEqual([
    ...['t4g.micro', 't4g.small', 't4g.medium'],
  ]);
  await expect(
    bed.ec2.describeInstanceTypes({ InstanceTypes: ['m5.tiny' as 'm5.large'] }),
  ).rejects.toMatchObject({ name: 'InvalidInstanceType', message: expect.stringContaining('[m5.tiny]') });
  await expect(
    bed.ec2.describeInstanceTypes({ Filters: [{ Name: 'colour', Values: ['blue'] }] }),
  ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('a zone offers what it has', async () => {
  bed.fake.cloud.region(home).compute.limits.notOffered.add('m5.large/eu-west-1b');
  const { InstanceTypeOfferings = [] } = await bed.ec2.describeInstanceTypeOfferings({
    LocationType: 'availability-zone',
    Filters: [{ Name: 'instance-type', Values: ['m5.large'] }],
  });
  expect(InstanceTypeOfferings.map(({ Location }) => Location)).toEqual(['eu-west-1a', 'eu-west-1c']);
});
