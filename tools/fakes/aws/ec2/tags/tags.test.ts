import { type Bed, makeImage, makeSnapshot, openBed } from '../../testing/bed';

let bed: Bed;
let image: string;
let snapshot: string;
beforeAll(async () => {
  bed = await openBed();
  snapshot = await makeSnapshot(bed);
  image = await makeImage(bed);
});
afterAll(() => bed[Symbol.asyncDispose]());

const list = async (Name: string, ...Values: string[]) => {
  const { Tags = [] } = await bed.ec2.describeTags({ Filters: [{ Name, Values }] });
  return Tags.map(({ Key, Value, ResourceType }) => `${ResourceType} ${Key}=${Value}`);
};

test('tags are set on several kinds at once, replaced by key, and removed by key or by key and value', async () => {
  const Resources = [image, snapshot];
  await bed.ec2.createTags({
    Resources,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '1' },
    ],
  });
  await bed.ec2.createTags({ Resources: [image], Tags: [{ Key: 'a', Value: '2' }] });
  expect(await list('key', 'a')).toEqual(['image a=2', 'snapshot a=1']);
  await bed.ec2.deleteTags({ Resources, Tags: [{ Key: 'a', Value: '2' }, { Key: 'b' }] });
  expect(await list('resource-id', image, snapshot)).toEqual(['snapshot a=1']);
});

test('nothing is tagged when one of the resources is not there', async () => {
  const tag = (...Resources: string[]) =>
    bed.ec2.createTags({ Resources, Tags: [{ Key: 'all', Value: '' }] });
  await expect(tag(image, 'ami-0123456789abcdef0')).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  await expect(tag(image, 'nothing-1')).rejects.toMatchObject({ name: 'InvalidID' });
  expect(await list('key', 'all')).toEqual([]);
});

test('fifty tags are the most that a resource has', async () => {
  const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  await bed.ec2.createTags({ Resources: [image], Tags });
  await expect(
    bed.ec2.createTags({ Resources: [image], Tags: [{ Key: 'one more', Value: '' }] }),
  ).rejects.toMatchObject({ name: 'TagLimitExceeded' });
});

test.each([
  ['reserved', [{ Key: 'AWS:x', Value: '' }]],
  ['too long', [{ Key: 'k'.repeat(129), Value: '' }]],
  [
    'doubled',
    [
      { Key: 'x', Value: '1' },
      { Key: 'x', Value: '2' },
    ],
  ],
])('tags that are %s are refused', async (_title, Tags) => {
  await expect(bed.ec2.createTags({ Resources: [snapshot], Tags })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});
