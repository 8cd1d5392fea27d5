import { addAllAsPublished, makeManyImages, manyRegions as regions } from '../testing/many-images';
import { openPublishWorld, testDestination } from '../testing/publish-world';

const destination = { ...testDestination, regions };
const images = makeManyImages(1000);

test('a thousand images in five regions, of which none changed, change nothing, and are asked for by pages', async () => {
  await using world = await openPublishWorld();
  const { fake } = world.cloud;
  await addAllAsPublished(fake, await world.openRun(destination), images);
  fake.log.clear();
  const run = await world.openRun(destination);
  const changes = [];
  for (const image of images) changes.push(...(await run.prepare(image)).changes);
  expect(changes).toEqual([]);
  expect(fake.log.mutating()).toEqual([]);
  expect(fake.log.of('DescribeImages')).toHaveLength(2 * regions.length);
  // The channels of all images and of the one before them, by ten.
  expect(fake.log.of('GetParameters')).toHaveLength(((images.length + 10) / 10) * regions.length);
});
