import { Failure } from '@strata/diagnostics';
import { publishAlone } from '@strata/sdk';
import { compareWithSnapshot } from '../testing/disk-files';
import { fifteenRegions } from '../testing/fifteen-regions';
import {
  makeFamily,
  openPublishWorld,
  type PublishWorld,
  type TestImage,
  testDestination,
} from '../testing/publish-world';

const home = testDestination.region;
const family = makeFamily();

let world: PublishWorld;
beforeEach(async () => {
  world = await openPublishWorld({ regions: fifteenRegions });
});
afterEach(() => world[Symbol.asyncDispose]());

const getLog = () => world.cloud.fake.log;
const countPuts = () => getLog().of('PutSnapshotBlock').length;
const getRegion = (name: string) => world.cloud.fake.cloud.region(name);
const findImages = (name: string) => getRegion(name).images.all();

/** Publishes all of them in one run, parents first. */
async function publishFamily(all: Readonly<Record<string, TestImage>> = family) {
  const run = await world.openRun();
  const parents = new Map<string, string>();
  const told: string[][] = [];
  for (const image of Object.values(all)) {
    const { changes, images } = await run.publish({ ...image, parents: [...parents.values()] });
    parents.set(image.image, images[0]?.id ?? '');
    told.push([...changes]);
  }
  return told;
}

test('an image is uploaded once, copied to every region, tagged at birth and pointed at last', async () => {
  const { changes, images } = await (await world.openRun()).publish(family.golden);
  expect(changes).toHaveLength(3);
  expect(images.map(({ region }) => region)).toEqual(testDestination.regions);
  for (const { region, id } of images) {
    const image = getRegion(region).images.find(id);
    expect(image?.state).toBe('available');
    expect(image?.traits).toMatchObject({
      bootMode: 'uefi-preferred',
      enaSupport: true,
      imdsSupport: 'v2.0',
    });
    expect(Object.fromEntries(image?.tags ?? [])).toMatchObject({ team: 'web', 'strata:image': 'golden' });
    const [snapshot] = getRegion(region).snapshots.all();
    expect(Object.fromEntries(snapshot?.tags ?? [])).toMatchObject({ 'strata:image': 'golden' });
    const path = await world.disks.write('compare', family.golden.content);
    expect(await compareWithSnapshot(world.cloud.fake, { region, id: snapshot?.id ?? '', path })).toEqual([]);
    expect([...getRegion(region).parameters.values()]).toHaveLength(1);
  }
  const order = getLog()
    .mutating()
    .map(({ action }) => action);
  expect(order.indexOf('PutParameter')).toBeGreaterThan(order.lastIndexOf('CopyImage'));
  expect(await world.files.stat('/publications/aws/golden.jsonl')).toBeUndefined();
});

test('a second run changes nothing, makes no disk, and asks as often for one image as for four', async () => {
  await publishFamily();
  const count = async (images: readonly TestImage[]) => {
    getLog().clear();
    const run = await world.openRun();
    for (const image of images) expect((await run.prepare(image)).changes).toEqual([]);
    expect(getLog().mutating()).toEqual([]);
    return getLog().reading().length;
  };
  const four = await count(Object.values(family));
  expect(await count([family.golden])).toBe(four);
  expect(world.made).toEqual(['golden', 'webapp', 'middleware', 'middleware-webapp']);
});

test('children send what their parents lack, and a change sends what it changed', async () => {
  await publishFamily();
  expect(countPuts()).toBe(4 + 1 + 1 + 1);
  for (const { name } of testDestination.regions.map(getRegion)) {
    const [golden, web] = findImages(name);
    expect(web?.tags.get('strata:parent')).toBe(golden?.tags.get('strata:disk'));
    expect(golden?.tags.has('strata:parent')).toBe(false);
  }
  getLog().clear();
  const webapp = { ...family.webapp, layers: ['g', 'w2'], content: { ...family.webapp.content, 41: 'more' } };
  const told = await publishFamily({ ...family, webapp });
  expect(told.map((lines) => lines.length > 0)).toEqual([false, true, false, false]);
  expect(countPuts()).toBe(1);
  const images = getLog()
    .of('RegisterImage')
    .map(({ input }) => input);
  expect(images).toMatchObject([{ Name: expect.stringMatching(/^webapp-/) }]);
});

test('what is to be of an image beside its content is set, and set right again without another image', async () => {
  const accounts = ['111122223333'];
  const sharing = { ...testDestination.sharing, accounts, withSnapshots: true };
  const run = await world.openRun({ ...testDestination, sharing, isProtected: true });
  const { images } = await run.publish(family.golden);
  for (const { region, id } of images) {
    const image = getRegion(region).images.find(id);
    expect(image?.launchPermissions).toEqual([{ UserId: '111122223333' }]);
    expect(image?.protection).toMatchObject({ kind: expect.stringMatching(/^enabled/) });
    expect([...(getRegion(region).snapshots.all()[0]?.sharedWith ?? [])]).toEqual(accounts);
  }
  getLog().clear();
  const tags = { team: 'platform' };
  const other = await (await world.openRun({ ...testDestination, tags })).publish(family.golden);
  expect(other.images).toEqual(images);
  expect(getRegion(home).images.find(images[0]?.id ?? '')?.launchPermissions).toEqual([]);
  expect(
    getRegion(home)
      .images.find(images[0]?.id ?? '')
      ?.tags.get('team'),
  ).toBe('platform');
  expect(world.made).toEqual(['golden']);
  expect((await (await world.openRun({ ...testDestination, tags })).prepare(family.golden)).changes).toEqual(
    [],
  );
});

test('of fifteen regions one fails: fourteen have the image, and the next run copies it to the one alone', async () => {
  const regions = fifteenRegions;
  const destination = { ...testDestination, region: home, regions };
  const code = 'UnauthorizedOperation';
  world.cloud.fake.faults.add({ action: 'CopyImage', region: 'eu-north-1', code, status: 403 });
  const failure = await (await world.openRun(destination))
    .publish(family.golden)
    .catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error('nothing was told');
  expect(failure.diagnostics.map(({ detail }) => detail)).toEqual([expect.stringContaining('eu-north-1')]);
  expect(regions.map((region) => findImages(region).length).filter((count) => count === 1)).toHaveLength(
    regions.length - 1,
  );
  expect(getLog().of('PutParameter')).toEqual([]);

  getLog().clear();
  const { images } = await (await world.openRun(destination)).publish(family.golden);
  expect(images).toHaveLength(regions.length);
  expect(
    getLog()
      .mutating()
      .filter(({ action }) => action !== 'PutParameter')
      .map(({ action, region }) => `${action} ${region}`),
    // The tag says that its publication is over.
  ).toEqual(['CopyImage eu-north-1', 'CreateTags eu-north-1']);
  expect(world.made).toEqual(['golden']);
});

test('of two publications that both saw nothing, the second takes what the first has made meanwhile', async () => {
  const first = await (await world.openRun()).prepare(family.golden);
  const second = await (await world.openRun()).prepare(family.golden);
  const { signal } = new AbortController();
  const [one, other] = await Promise.all(
    [first, second].map(async ({ open }) => publishAlone(await open(), signal)),
  );
  expect(other).toEqual(one);
  expect(testDestination.regions.map((region) => findImages(region).length)).toEqual([1, 1, 1]);
  expect(world.made).toEqual(['golden']);
});

test('an image of another workspace is found by its content, and none is made', async () => {
  const { images } = await (await world.openRun()).publish(family.golden);
  for (const name of await world.files.list('/maps')) await world.files.remove(`/maps/${name}`);
  getLog().clear();
  const found = await (await world.openRun()).publish(family.golden);
  expect(found.images).toEqual(images);
  expect(getLog().mutating()).toEqual([]);
});
