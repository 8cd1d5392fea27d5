import type { Region } from '../../../../tools/fakes/aws';
import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';
import type { RegionWish } from './wish';

const regions = ['eu-central-1', 'eu-west-1', 'eu-north-1', 'us-east-1', 'us-west-2'];
const destination = { ...testDestination, regions };
const count = 1000;
const { golden } = makeFamily();
const images = Array.from({ length: count }, (_, at) => ({
  ...golden,
  image: `image-${at}`,
  layers: [`l${at}`],
}));

/** Puts into the cloud what publishing all of them would leave there; one image was published before. */
async function seed(world: PublishWorld): Promise<void> {
  const run = await world.openRun(destination);
  for (const image of images) {
    const { plans } = await run.prepare(image);
    for (const { wish } of plans) addAsPublished(world.cloud.fake.cloud.region(wish.region), wish);
  }
}

function addAsPublished({ images: table, parameters }: Region, { name, tags, channels }: RegionWish): void {
  const [first, ...others] = table.all();
  const [[key, parameter] = []] = parameters;
  const [channel = ''] = channels;
  if (!first || !key || !parameter?.current) throw new Error('the first image is to be published before');
  const id = `ami-${(others.length + 1).toString(16).padStart(17, '0')}`;
  table.add({ ...first, id, traits: { ...first.traits, name }, tags: new Map(Object.entries(tags)) });
  const current = { ...parameter.current, value: id };
  parameters.set(key.replace(parameter.name, channel), { ...parameter, name: channel, current });
}

test('a thousand images in five regions, of which none changed, change nothing, and are asked for by pages', async () => {
  await using world = await openPublishWorld();
  await (await world.openRun(destination)).publish(golden);
  await seed(world);
  world.cloud.fake.log.clear();
  const run = await world.openRun(destination);
  const changes = [];
  for (const image of images) changes.push(...(await run.prepare(image)).changes);
  expect(changes).toEqual([]);
  expect(world.cloud.fake.log.mutating()).toEqual([]);
  expect(world.cloud.fake.log.of('DescribeImages')).toHaveLength(2 * regions.length);
  expect(world.cloud.fake.log.of('GetParametersByPath')).toHaveLength(((count + 10) / 10) * regions.length);
});
