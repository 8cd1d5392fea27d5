import type { CreateFleetCommandInput } from '@aws-sdk/client-ec2';
import { type Bed, home, makeImage, openBed } from '../../testing/bed';

let bed: Bed;
let ImageId: string;
beforeAll(async () => {
  bed = await openBed();
  ImageId = await makeImage(bed);
  await bed.ec2.createLaunchTemplate({
    LaunchTemplateName: 'fleet',
    LaunchTemplateData: { ImageId, InstanceType: 't3.micro' },
  });
});
afterEach(() => getLimits().exhaustedSpot.clear());
afterAll(() => bed[Symbol.asyncDispose]());

const getLimits = () => bed.fake.cloud.region(home).compute.limits;
const overrides = [{ InstanceType: 't3.small' }, { InstanceType: 't3.medium' }] as const;

const createFleet = (more: Partial<CreateFleetCommandInput> = {}) =>
  bed.ec2.createFleet({
    Type: 'instant',
    LaunchTemplateConfigs: [
      {
        LaunchTemplateSpecification: { LaunchTemplateName: 'fleet', Version: '1' },
        Overrides: [...overrides],
      },
    ],
    TargetCapacitySpecification: { TotalTargetCapacity: 1, DefaultTargetCapacityType: 'spot' },
    ...more,
  });

test('a fleet takes the next type where there is none of the first, and says so', async () => {
  getLimits().exhaustedSpot.add('t3.small');
  const { Errors, Instances } = await createFleet({
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a', Value: 'b' }] }],
  });
  expect(Errors).toMatchObject([{ ErrorCode: 'InsufficientInstanceCapacity', Lifecycle: 'spot' }]);
  expect(Instances).toMatchObject([{ InstanceType: 't3.medium', Lifecycle: 'spot' }]);
  const { Reservations } = await bed.ec2.describeInstances({
    InstanceIds: Instances?.[0]?.InstanceIds,
  });
  expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
    InstanceLifecycle: 'spot',
    Tags: expect.arrayContaining([{ Key: 'a', Value: 'b' }]),
  });
});

test('a fleet without any capacity has errors and no instances', async () => {
  for (const { InstanceType } of overrides) getLimits().exhaustedSpot.add(InstanceType);
  const { Errors, Instances } = await createFleet();
  expect([Errors?.length, Instances]).toEqual([2, []]);
});

test.each<[string, Partial<CreateFleetCommandInput>]>([
  ['InvalidParameterValue', { Type: 'maintain' }],
  [
    'InvalidLaunchTemplateName.NotFoundException',
    {
      LaunchTemplateConfigs: [
        { LaunchTemplateSpecification: { LaunchTemplateName: 'nobody', Version: '1' } },
      ],
    },
  ],
  [
    'MissingParameter',
    { LaunchTemplateConfigs: [{ LaunchTemplateSpecification: { LaunchTemplateName: 'fleet' } }] },
  ],
])('%s (%#)', async (name, more) => {
  await expect(createFleet(more)).rejects.toMatchObject({ name });
});

test('the older requests for spot instances are met at once', async () => {
  const { SpotInstanceRequests: [request] = [] } = await bed.ec2.requestSpotInstances({
    SpotPrice: '0.01',
    LaunchSpecification: { ImageId, InstanceType: 't3.micro' },
  });
  expect(request).toMatchObject({ State: 'active', Status: { Code: 'fulfilled' } });
  const SpotInstanceRequestIds = [request?.SpotInstanceRequestId ?? ''];
  await bed.ec2.cancelSpotInstanceRequests({ SpotInstanceRequestIds });
  const { SpotInstanceRequests } = await bed.ec2.describeSpotInstanceRequests({ SpotInstanceRequestIds });
  expect(SpotInstanceRequests).toMatchObject([
    { State: 'cancelled', InstanceId: expect.stringMatching(/^i-/u) },
  ]);
});

test('prices are told for each zone', async () => {
  const { SpotPriceHistory = [] } = await bed.ec2.describeSpotPriceHistory({
    InstanceTypes: ['t3.micro'],
    ProductDescriptions: ['Linux/UNIX'],
  });
  expect(SpotPriceHistory.map(({ SpotPrice }) => Number(SpotPrice))).toEqual([0.00364, 0.00364, 0.00364]);
});
