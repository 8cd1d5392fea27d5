import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenedStorage, openStorage } from '../testing/open-storage';
import {
  LEDGERS,
  makeFamily,
  openPublishWorld,
  type PublishWorld,
  type TestImage,
  testDestination,
} from '../testing/publish-world';

const { golden, webapp } = makeFamily();
const next = { ...golden, layers: ['g2'], content: { ...golden.content, 30: 'more' } };
const whole = [
  'Microsoft.Compute/galleries strata',
  'Microsoft.Compute/galleries/images golden',
  'Microsoft.Compute/galleries/images/versions 1.0.0',
  'container',
  'blob golden',
];

let storage: OpenedStorage;
let world: PublishWorld;
let count = 0;
beforeAll(async () => {
  storage = await openStorage();
});
beforeEach(async () => {
  world = await openPublishWorld(storage, { variables: { STRATA_AZURE_TIMEOUT: '500ms' } });
  count += 1;
});
afterEach(() => world[Symbol.asyncDispose]());
afterAll(() => storage[Symbol.asyncDispose]());

/** A container of its own for each test: Azurite is one for all. */
const getDestination = (more: Partial<typeof testDestination> = {}) => ({
  ...testDestination,
  storage: { ...testDestination.storage, container: `held-${count}` },
  ...more,
});

async function publish(image: TestImage = golden, more: Partial<typeof testDestination> = {}) {
  return (await world.openRun(getDestination(more))).publish(image);
}

const PUTS = {
  'the gallery': /^PUT .*\/galleries\/strata$/,
  'the version': /^PUT .*\/versions\/[\d.]+$/,
};

interface End {
  readonly match: RegExp;
  readonly hang?: 'before' | 'after';
  readonly skip?: number;
}

/** Publishes, and ends it when a request is not answered. */
async function publishAndEnd({ match, hang = 'after', skip = 0 }: End, image = golden): Promise<void> {
  const { faults, log } = world.cloud.fake;
  const stop = new AbortController();
  const run = await world.openRun(getDestination(), stop.signal);
  log.clear();
  faults.add({ match, hang, skip, times: Number.MAX_SAFE_INTEGER });
  const ended = run.publish(image).catch(() => undefined);
  while (!log.calls.some(({ error }) => error === 'hang')) await sleep(1);
  stop.abort(new Error('ended'));
  await ended;
  faults.clear();
}

async function openContainer() {
  const { context } = await world.openRun();
  return context.session
    .blobs(testDestination.storage.account)
    .getContainerClient(getDestination().storage.container);
}

/** What is there of all that publications make. */
async function list(): Promise<readonly string[]> {
  const { resources } = world.cloud.fake.cloud;
  const types = ['', '/images', '/images/versions'].map((part) => `Microsoft.Compute/galleries${part}`);
  const made = types.flatMap((type) => resources.ofType(type).map(({ name }) => `${type} ${name}`));
  const container = await openContainer();
  if (!(await container.exists())) return made;
  const blobs: string[] = [];
  for await (const { name } of container.listBlobsFlat()) blobs.push(`blob ${name.split('/')[0]}`);
  return [...made, 'container', ...blobs];
}

const getLedgers = () => [...world.files.entries.keys()].filter((path) => path.startsWith(`${LEDGERS}/`));
const findVersions = () =>
  world.cloud.fake.cloud.resources.ofType('Microsoft.Compute/galleries/images/versions');
const getTags = (version = findVersions()[0]) => Object(version?.envelope)['tags'];
const getProfile = (version = findVersions()[0]) => Object(version?.properties['publishingProfile']);
const MARKED = /^publish\.azure\.golden\.[0-9a-f]{12}\+[0-9a-f]{8}$/;
const SETTLED = /^publish\.azure\.golden\.[0-9a-f]{12}$/;

describe.each(Object.entries(PUTS))('ended at %s', (_, match) => {
  test.each(['before', 'after'] as const)('%s its effect: a sweep leaves nothing', async (hang) => {
    await publishAndEnd({ match, hang });
    expect(getLedgers()).toHaveLength(1);
    expect((await world.sweep()).diagnostics).toEqual([]);
    expect([await list(), getLedgers()]).toEqual([[], []]);
    await publish();
    expect(await list()).toEqual(whole);
  });

  test('the next publication goes on under its mark, makes nothing twice, and leaves nothing to a sweep', async () => {
    await publishAndEnd({ match });
    const begun = findVersions().map((version) => getTags(version)['strata-build-id']);
    for (const build of begun) expect(build).toMatch(MARKED);
    await publish();
    expect([await list(), world.made]).toEqual([whole, ['golden']]);
    expect(getTags()['strata-build-id']).toMatch(SETTLED);
    expect(getProfile()['excludeFromLatest']).toBe(false);
    expect(getLedgers()).toEqual([]);
    expect(await world.sweep()).toEqual({ removed: [], left: [], diagnostics: [] });
    expect(await list()).toEqual(whole);
  });
});

test('in all regions it is the destination’s: no sweep takes it, and the next publication lets it be the latest', async () => {
  await publishAndEnd({ match: PUTS['the version'], hang: 'before', skip: 1 });
  expect(getProfile()['excludeFromLatest']).toBe(true);
  expect(await world.sweep()).toEqual({ removed: [], left: [], diagnostics: [] });
  expect(await list()).toEqual(whole);
  const { changes } = await publish();
  expect(changes).toEqual(['end its publication: golden 1.0.0', 'let golden 1.0.0 be the latest']);
  expect(getTags()['strata-build-id']).toMatch(SETTLED);
});

test('a version that Azure is not to delete can be swept until it is handed over', async () => {
  const endOfLifeAfter = 90 * 86_400_000;
  await publish(golden, { isProtected: true, endOfLifeAfter });
  const [first] = world.cloud.fake.log.of('Microsoft.Compute/galleries/images/versions');
  const getSafety = (input: unknown) => Object(Object(input)['properties'])['safetyProfile'];
  expect(getSafety(first?.input)).toEqual({ allowDeletionOfReplicatedLocations: true });
  expect(findVersions()[0]?.properties['safetyProfile']).toMatchObject({
    blockDeletionBeforeEndOfLife: true,
  });
});

test('a region that failed leaves all of it to the next publication, or to a sweep', async () => {
  const { failing } = world.cloud.fake.cloud.galleries;
  failing.add('eastus');
  await expect(publish()).rejects.toThrow(/eastus/);
  expect(getTags()['strata-build-id']).toMatch(MARKED);
  failing.clear();
  expect((await world.sweep()).diagnostics).toEqual([]);
  expect(await list()).toEqual([]);
});

test('a definition, a gallery and a container that others use by then stay', async () => {
  await publishAndEnd({ match: PUTS['the version'], hang: 'before' });
  await publish(webapp);
  const own = (await list()).filter((thing) => thing.includes('golden'));
  expect(own).toEqual(['Microsoft.Compute/galleries/images golden', 'blob golden']);
  expect((await world.sweep()).diagnostics).toEqual([]);
  expect(await list()).toEqual(whole.map((thing) => thing.replace('golden', 'webapp')));
});

test('what another workspace goes on with stays when the one that began it sweeps', async () => {
  await publishAndEnd({ match: PUTS['the version'] });
  const ledgers = new Map<string, string>();
  for (const path of getLedgers()) {
    ledgers.set(path, await world.files.readText(path));
    await world.files.remove(path);
  }
  await publish();
  for (const [path, text] of ledgers) await world.files.write(path, text);
  expect((await world.sweep()).diagnostics).toEqual([]);
  expect(await list()).toEqual(whole);
  world.cloud.fake.log.clear();
  expect((await publish()).changes).toEqual([]);
  expect(world.cloud.fake.log.mutating()).toEqual([]);
});

test('a disk, a definition and a container that another workspace uses are not taken from under it', async () => {
  await publishAndEnd({ match: PUTS['the version'], hang: 'before' });
  const ledgers = new Map<string, string>();
  for (const path of getLedgers()) {
    ledgers.set(path, await world.files.readText(path));
    await world.files.remove(path);
  }
  // It has the disk and the definition, and is about to make the version.
  await publishAndEnd({ match: PUTS['the version'], hang: 'before' });
  for (const [path, text] of ledgers) await world.files.write(path, text);
  expect((await world.sweep()).diagnostics).toEqual([]);
  const kept = await list();
  expect(kept).toContain('blob golden');
  await publish();
  expect(world.made).toEqual(['golden']);
});

test('the next version removes what one before it that was ended had begun', async () => {
  await publishAndEnd({ match: PUTS['the version'] });
  const [begun] = findVersions();
  await publish(next);
  expect(getLedgers()).toEqual([]);
  expect(findVersions()).toHaveLength(1);
  expect(getTags()['strata-key']).not.toBe(getTags(begun)['strata-key']);
  expect((await list()).filter((thing) => thing === 'blob golden')).toHaveLength(1);
});

test('a gallery that was there is nobody’s to sweep', async () => {
  await publish(webapp);
  await publishAndEnd({ match: PUTS['the version'] });
  await world.sweep();
  expect(await list()).toEqual(whole.map((thing) => thing.replace('golden', 'webapp')));
});
