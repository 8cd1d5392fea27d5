import { EC2 } from '@aws-sdk/client-ec2';
import { seedImage } from '../../index';
import { type Bed, home, makeImage, openBed } from '../../testing/bed';

let bed: Bed;
let own: string;
let foreign: string;
beforeAll(async () => {
  bed = await openBed();
  own = await makeImage(bed, {
    Name: 'golden-1',
    Description: 'first*',
    TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'stage', Value: 'test' }] }],
  });
  await makeImage(bed, { Name: 'golden-2' });
  foreign = await seedImage(bed.fake.cloud, {
    region: home,
    traits: { name: 'al2023-ami-2026', description: 'base' },
  });
});
afterAll(() => bed[Symbol.asyncDispose]());

const names = async (request: Parameters<EC2['describeImages']>[0]) => {
  const { Images = [] } = await bed.ec2.describeImages(request);
  return Images.map(({ Name }) => Name).sort();
};
const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });

test('owners are named by alias or by number', async () => {
  expect(await names({ Owners: ['self'] })).toEqual(['golden-1', 'golden-2']);
  expect(await names({ Owners: ['amazon'] })).toEqual(['al2023-ami-2026']);
  expect(await names({ Owners: ['137112412989', 'self'] })).toHaveLength(3);
  await expect(names({ Owners: ['canonical'] })).rejects.toMatchObject({ name: 'InvalidUserID.Malformed' });
});

test.each([
  ['name', ['golden-*'], ['golden-1', 'golden-2']],
  ['description', ['first\\*'], ['golden-1']],
  ['description', ['first\\?'], []],
  ['name', ['golden?1'], ['golden-1']],
  ['name', ['GOLDEN-*'], []],
  ['name', ['golden-2', 'al*'], ['al2023-ami-2026', 'golden-2']],
  ['tag:stage', ['t*'], ['golden-1']],
  ['tag-key', ['stage'], ['golden-1']],
  ['is-public', ['true'], ['al2023-ami-2026']],
  ['block-device-mapping.volume-size', ['8'], ['al2023-ami-2026']],
  ['description', ['first?', 'base'], ['al2023-ami-2026', 'golden-1']],
])('filter %s=%s finds %s', async (name, values, found) => {
  expect(await names(filter(name, ...values))).toEqual(found);
});

test('a filter that there is not is refused, and so is one without values', async () => {
  await expect(names(filter('colour', 'red'))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: "The filter 'colour' is invalid",
  });
  await expect(names(filter('name'))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('pages follow each other, and a token that nobody gave is refused', async () => {
  const first = await bed.ec2.describeImages({ MaxResults: 2 });
  const second = await bed.ec2.describeImages({ MaxResults: 2, NextToken: first.NextToken });
  expect([first.Images?.length, second.Images?.length, second.NextToken]).toEqual([2, 1, undefined]);
  await expect(names({ NextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidNextToken' });
});

test('ids are looked into first', async () => {
  await expect(names({ ImageIds: ['ami-xyz'] })).rejects.toMatchObject({ name: 'InvalidAMIID.Malformed' });
  await expect(names({ ImageIds: [own, 'ami-0123456789abcdef0'] })).rejects.toMatchObject({
    name: 'InvalidAMIID.NotFound',
    message: "The image id '[ami-0123456789abcdef0]' does not exist",
  });
});

test('who is not the owner sees what is shared, and no tags', async () => {
  const stranger = new EC2(bed.connect(home, bed.fake.cloud.accounts.addUser('210987654321')));
  await expect(stranger.describeImages({ ImageIds: [own] })).rejects.toMatchObject({ name: 'AuthFailure' });
  await bed.ec2.modifyImageAttribute({
    ImageId: own,
    LaunchPermission: { Add: [{ UserId: '210987654321' }] },
  });
  const { Images } = await stranger.describeImages({ ExecutableUsers: ['self'] });
  expect(Images).toMatchObject([{ ImageId: own, OwnerId: '123456789012' }]);
  expect(Images?.[0]).not.toHaveProperty('Tags');
  await expect(stranger.deregisterImage({ ImageId: own })).rejects.toMatchObject({ name: 'AuthFailure' });
});

test('deprecated images of others are listed to who asks for them', async () => {
  const image = bed.fake.cloud.region(home).images.find(foreign);
  Object.assign(image ?? {}, { deprecationTime: new Date(0) });
  expect(await names({ Owners: ['amazon'] })).toEqual([]);
  expect(await names({ Owners: ['amazon'], IncludeDeprecated: true })).toEqual(['al2023-ami-2026']);
  expect(await names({ ImageIds: [foreign] })).toEqual(['al2023-ami-2026']);
});

test('a new image is not seen at first, and then pending', async () => {
  await using slow = await openBed({ appears: { looks: 2 }, pending: { milliseconds: 60_000 } });
  const base = await seedImage(slow.fake.cloud, { region: 'us-east-1', traits: { name: 'base' } });
  const { ImageId = '' } = await slow.ec2.copyImage({
    Name: 'copy',
    SourceImageId: base,
    SourceRegion: 'us-east-1',
  });
  const look = async () => (await slow.ec2.describeImages({ ImageIds: [ImageId] })).Images?.[0]?.State;
  await expect(look()).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  await expect(look()).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  expect(await look()).toBe('pending');
  slow.fake.cloud.clock.advance(60_000);
  expect(await look()).toBe('available');
});
