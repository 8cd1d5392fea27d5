import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';
import { findImageStanding } from './image-standing';

let world: PublishWorld;
beforeEach(async () => {
  world = await openPublishWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

test('an image stands as it was published until its channel is moved, or it is gone', async () => {
  const { golden } = makeFamily();
  const run = await world.openRun();
  const { images } = await run.publish(golden);
  const { region = '', id = '' } = images[1] ?? {};
  const ask = () => findImageStanding(run.context, { region, id, channels: testDestination.channels });
  expect(await ask()).toEqual({ isThere: true, replacedBy: undefined });

  const other = { ...golden, layers: ['other'], content: { 0: 'other' } };
  const next = await (await world.openRun()).publish(other);
  expect(await ask()).toEqual({ isThere: true, replacedBy: next.images[1]?.id });

  world.cloud.fake.cloud.region(region).images.remove(id);
  expect(await ask()).toMatchObject({ isThere: false });
});
