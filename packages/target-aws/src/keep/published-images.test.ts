import { createFakeClock } from '@strata/sdk/testing';
import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';
import { openKeepLog, prepareKeeping } from './index';

const day = 86_400_000;
const destination = { ...testDestination, regions: testDestination.regions.slice(0, 2) };
const { golden, webapp } = makeFamily();
const versionOf = (name: string) => ({ ...golden, layers: [name], content: { 0: name } });

let world: PublishWorld;
beforeAll(async () => {
  world = await openPublishWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Looks after what was published, so many days from now. */
async function prepare(days: number) {
  const clock = createFakeClock(Date.now() + days * day);
  const context = { session: await world.cloud.open(), clock, signal: new AbortController().signal };
  return prepareKeeping(context, {
    ...{ destination, channels: destination.channels, published: new Set<string>() },
    rules: { newest: 1, youngerThan: 30 * day, quarantine: 14 * day },
    images: new Set(['golden']),
    log: openKeepLog({ files: world.files, clock }, { folder: '/publications', destination: 'aws' }),
  });
}

async function publish(image: typeof golden) {
  const { images } = await (await world.openRun(destination)).publish(image);
  return images.map(({ id }) => id);
}

test('what was published is looked after: a parent stays, and a version that is published again comes back', async () => {
  const first = await publish(versionOf('g1'));
  const second = await publish(versionOf('g2'));
  await publish({ ...webapp, parents: second });
  const third = await publish(versionOf('g3'));
  const keeping = await prepare(60);
  const reasons = new Map(keeping.decisions.map(({ image, act, reason }) => [image.id, `${act}: ${reason}`]));
  for (const id of first) expect(reasons.get(id)).toMatch(/^quarantine/);
  for (const id of second)
    expect(reasons.get(id)).toMatch(/^keep: the image webapp-\w+ \(ami-\w+\) stands on it$/);
  for (const id of third) expect(reasons.get(id)).toBe('keep: the channel /images/golden/stable holds it');
  for await (const { state } of keeping.apply()) expect(state).toBe('done');

  const { changes, images } = await (await world.openRun(destination)).publish(versionOf('g1'));
  expect(images.map(({ id }) => id)).toEqual(first);
  expect(changes.join('\n')).toMatch(/^enable .*\nend the quarantine of [\s\S]*point /);
  const again = new Map((await prepare(60)).decisions.map(({ image, reason }) => [image.id, reason]));
  for (const id of first) expect(again.get(id)).toBe('the channel /images/golden/stable holds it');
  for (const id of third) expect(again.get(id)).toBe('it is the newest');
  expect((await (await world.openRun(destination)).publish(versionOf('g1'))).changes).toEqual([]);
});
