import { addAllAsPublished, makeManyImages } from '../testing/many-images';
import { openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';
import { createDesk } from './desk';

const region = 'eu-central-1';
const { channels } = testDestination;
const images = makeManyImages(25);
const getChannel = (at: number) => `/images/image-${at}/stable`;

let world: PublishWorld;
beforeEach(async () => {
  world = await openPublishWorld();
  await addAllAsPublished(world.cloud.fake, await world.openRun(), images);
  world.cloud.fake.log.clear();
});
afterEach(() => world[Symbol.asyncDispose]());

const countAsked = () => world.cloud.fake.log.of('GetParameters').length;

test('channels of all images are looked up ten at a time, once for all of a run', async () => {
  const { context } = await world.openRun();
  const desk = createDesk(context, { channels });
  const { parameters } = await desk.view(region, [getChannel(3)]);
  expect([...parameters.keys()].sort()).toEqual(
    ['/images/golden/stable', ...images.map((_, at) => getChannel(at))].sort(),
  );
  await desk.view(region, [getChannel(24)]);
  expect(countAsked()).toBe(3);
});

test('a channel that somebody moved is seen', async () => {
  const run = await world.openRun();
  const ssm = run.context.session.ssm(region);
  const other = (await run.prepare(images[4] as (typeof images)[number])).plans[0]?.found?.id;
  await ssm.putParameter({ Name: getChannel(3), Value: other, Overwrite: true });
  const { changes } = await (await world.openRun()).prepare(images[3] as (typeof images)[number]);
  expect(changes).toEqual([`point ${getChannel(3)} at it in ${region}`]);
});

test('a run about one image asks for its channels alone, and for those of another one when that is asked for', async () => {
  const { context } = await world.openRun();
  const desk = createDesk(context, { channels, isAhead: false });
  const first = await desk.view(region, [getChannel(3)]);
  expect([...first.parameters.keys()]).toEqual([getChannel(3)]);
  const both = await desk.view(region, [getChannel(3), getChannel(4)]);
  expect([...both.parameters.keys()]).toEqual([getChannel(3), getChannel(4)]);
  await desk.view(region, ['/images/other/stable']);
  expect((await desk.view(region, ['/images/other/stable'])).parameters.size).toBe(2);
  expect(countAsked()).toBe(3);
});

test('what another process looked up is taken, and what it did not know of is asked for', async () => {
  const { context } = await world.openRun();
  const view = { images: [], parameters: new Map([[getChannel(3), 'ami-1']]) };
  const shared = { find: async () => view, remove: async () => undefined };
  const desk = createDesk(context, { channels, shared });
  const { parameters } = await desk.view(region, [getChannel(3), getChannel(4)]);
  expect(parameters.get(getChannel(3))).toBe('ami-1');
  expect(parameters.get(getChannel(4))).toMatch(/^ami-/);
  expect(countAsked()).toBe(1);
});
