import { Failure } from '@strata/diagnostics';
import { createFakeClock } from '@strata/sdk/testing';
import {
  makeFamily,
  openPublishWorld,
  type PublishWorld,
  testDestination,
} from '../../testing/publish-world';
import { prepareDeprecation, preparePromotion } from '../index';

const { golden } = makeFamily();
const destination = { ...testDestination, channels: [] };
const [, second = ''] = destination.regions;
const channel = '/images/{image}/stable';

let world: PublishWorld;
let ids: ReadonlyMap<string, string>;
beforeAll(async () => {
  world = await openPublishWorld();
  const run = await world.openRun(destination);
  const { images } = await run.publish(golden);
  ids = new Map(images.map(({ region, id }) => [region, id]));
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.cloud.fake.log.clear());

const getRegion = (name: string) => world.cloud.fake.cloud.region(name);
const getChannels = () =>
  destination.regions.map((name) => [...getRegion(name).parameters.values()][0]?.current?.value);

async function open() {
  return {
    session: await world.cloud.open(),
    clock: createFakeClock(Date.now()),
    signal: new AbortController().signal,
  };
}

function ask(version?: string) {
  const published = new Set([...ids].map(([region, id]) => `${region} ${id}`));
  return { destination, image: 'golden', version, published };
}

async function fail(work: Promise<unknown>): Promise<string> {
  const failure = await work.catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error('nothing was told');
  return failure.diagnostics.map(({ code, detail }) => `${code} ${detail}`).join('\n');
}

test('a version that one region lacks is promoted nowhere', async () => {
  const image = getRegion(second).images.find(ids.get(second) ?? '');
  if (!image) throw new Error('the image is to be there');
  image.state = 'disabled';
  expect(await fail(preparePromotion(await open(), { ...ask(), channel }))).toMatch(
    new RegExp(
      `^AWS091 No machine can be started from golden-\\w+ in ${second}: it is not there, or put aside\\.$`,
    ),
  );
  image.state = 'available';
  expect(world.cloud.fake.log.mutating()).toEqual([]);
});

test('a channel is moved to a version in all regions, and a second time nothing is done', async () => {
  const { changes, apply } = await preparePromotion(await open(), { ...ask(), channel });
  expect(changes).toHaveLength(3);
  expect(changes[0]).toMatch(/^point \/images\/golden\/stable at golden-\w+ \(ami-\w+\) in eu-central-1$/);
  expect(world.cloud.fake.log.mutating()).toEqual([]);
  await apply();
  expect(getChannels()).toEqual(destination.regions.map((name) => ids.get(name)));
  world.cloud.fake.log.clear();
  const again = await preparePromotion(await open(), { ...ask(), channel });
  expect(again.changes).toEqual([]);
  await again.apply();
  expect(world.cloud.fake.log.mutating()).toEqual([]);
});

test('a version goes by its digits, its name or its id, and one that there is not is told with those that there are', async () => {
  const id = ids.get(destination.region) ?? '';
  const { name } = getRegion(destination.region).images.find(id)?.traits ?? { name: '' };
  const [, digits = ''] = name.split('-');
  for (const version of [digits, name, id])
    expect((await preparePromotion(await open(), { ...ask(version), channel })).changes).toEqual([]);
  expect(await fail(preparePromotion(await open(), { ...ask('ffff'), channel }))).toBe(
    `AWS090 eu-central-1 has no version "ffff" of golden. The newest there: ${digits} (${name}).`,
  );
});

test('a version is deprecated in all regions from a time on, once, and taken back', async () => {
  const at = Date.parse('2035-01-02T03:04:00Z');
  const shown = () =>
    destination.regions.map((name) =>
      getRegion(name)
        .images.find(ids.get(name) ?? '')
        ?.deprecationTime?.getTime(),
    );
  const { changes, apply } = await prepareDeprecation(await open(), { ...ask(), at });
  expect(changes[0]).toMatch(/^deprecate golden-\w+ in eu-central-1 from 2035-01-02T03:04:00\.000Z on$/);
  await apply();
  expect(shown()).toEqual([at, at, at]);
  expect((await prepareDeprecation(await open(), { ...ask(), at })).changes).toEqual([]);
  await (await prepareDeprecation(await open(), { ...ask(), at: undefined })).apply();
  expect(shown()).toEqual([undefined, undefined, undefined]);
});
