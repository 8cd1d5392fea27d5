import { Failure } from '@strata/diagnostics';
import { type OpenedStorage, openStorage } from '../testing/open-storage';
import {
  diskSize,
  makeFamily,
  openPublishWorld,
  type PublishWorld,
  type TestImage,
  testDestination,
} from '../testing/publish-world';
import { findVersionStanding, parseVersionId } from './version-standing';

const family = makeFamily();
const versionType = 'Microsoft.Compute/galleries/images/versions';

let storage: OpenedStorage;
let world: PublishWorld;
let count = 0;
beforeAll(async () => {
  storage = await openStorage();
});
beforeEach(async () => {
  world = await openPublishWorld(storage);
  count += 1;
});
afterEach(() => world[Symbol.asyncDispose]());
afterAll(() => storage[Symbol.asyncDispose]());

const getLog = () => world.cloud.fake.log;
/** A container of its own for each test: Azurite is one for all. */
const getDestination = () => ({
  ...testDestination,
  storage: { ...testDestination.storage, container: `vhds-${count}` },
});
const openRun = (more: Partial<typeof testDestination> = {}) =>
  world.openRun({ ...getDestination(), ...more });

async function publishFamily(all: Readonly<Record<string, TestImage>>) {
  const run = await openRun();
  const told: number[] = [];
  for (const image of Object.values(all)) told.push((await run.publish(image)).changes.length);
  return told;
}

const findVersions = () => world.cloud.fake.cloud.resources.ofType(versionType);
const getWrites = () =>
  getLog()
    .mutating()
    .filter(({ type }) => type === versionType);

async function readDisk(image: string): Promise<Buffer> {
  const container = await storage.openContainer(getDestination().storage.container);
  for await (const { name } of container.listBlobsFlat({ prefix: `${image}/` }))
    return container.getPageBlobClient(name).downloadToBuffer(0, diskSize);
  throw new Error(`there is no disk of ${image}`);
}

/** What a publication failed with, told. */
async function tell(work: Promise<unknown>): Promise<readonly string[]> {
  const failure = await work.catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error(`nothing was told: ${String(failure)}`);
  return failure.diagnostics.map(({ code, detail }) => `${code} ${detail}`);
}

test('an image is uploaded once, is in every region, is tagged at birth and the latest last', async () => {
  const { changes, id } = await (await openRun()).publish(family.golden);
  expect(changes).toEqual([
    'define golden in the gallery',
    'upload the disk and make a version of golden in westeurope, northeurope, eastus',
    'let golden be the latest',
  ]);
  expect(id).toMatch(/\/galleries\/strata\/images\/golden\/versions\/1\.0\.0$/);
  const [version] = findVersions();
  expect(version?.envelope).toMatchObject({ tags: { team: 'web', 'strata-image': 'golden' } });
  const [first, last] = getWrites().map(({ input }) => Object(input).properties.publishingProfile);
  expect(first).toMatchObject({ excludeFromLatest: true });
  expect(last).toMatchObject({ excludeFromLatest: false });
  expect(last.targetRegions).toHaveLength(3);
  const [definition] = world.cloud.fake.cloud.resources.ofType('Microsoft.Compute/galleries/images');
  expect(definition?.properties).toMatchObject({
    hyperVGeneration: 'V2',
    features: expect.arrayContaining([{ name: 'SecurityType', value: 'Standard' }]),
  });
  expect(await world.files.stat('/publications/azure/golden.jsonl')).toBeUndefined();
});

test('a second run changes nothing and makes no disk; a child sends what its parent lacks, a change what it changed', async () => {
  const pair = { golden: family.golden, webapp: family.webapp };
  await publishFamily(pair);
  const [golden, child] = findVersions().map(({ envelope }) => Object(envelope)['tags']);
  expect(child['strata-parent']).toBe(golden['strata-key']);
  expect(golden['strata-parent']).toBeUndefined();
  expect((await readDisk('webapp')).toString('utf8', 40 * 65_536, 40 * 65_536 + 6)).toBe('webapp');
  getLog().clear();
  const run = await openRun();
  for (const image of Object.values(pair)) expect((await run.prepare(image)).changes).toEqual([]);
  expect(getLog().mutating()).toEqual([]);
  expect(getLog().reading()).toHaveLength(1 + 2);
  expect(world.made).toEqual(['golden', 'webapp']);
  const webapp = { ...family.webapp, layers: ['g', 'w2'], content: { ...family.webapp.content, 41: 'more' } };
  expect(await publishFamily({ ...pair, webapp })).toEqual([0, 2]);
  expect(findVersions().map(({ name }) => name)).toEqual(['1.0.0', '1.0.0', '1.0.1']);
});

test('a region that fails keeps the others, the version is not the latest, and is tried there again', async () => {
  const { failing } = world.cloud.fake.cloud.galleries;
  failing.add('eastus');
  expect(await tell((await openRun()).publish(family.golden))).toEqual([
    expect.stringMatching(
      /^AZU080 The version 1\.0\.0 of golden did not get to eastus: .* It is in westeurope, northeurope\.$/,
    ),
  ]);
  expect(findVersions()[0]?.properties).toMatchObject({ publishingProfile: { excludeFromLatest: true } });
  failing.clear();
  getLog().clear();
  const { changes } = await (await openRun()).publish(family.golden);
  expect(changes).toEqual([
    'replicate golden 1.0.0 again where that failed',
    'let golden 1.0.0 be the latest',
  ]);
  expect(findVersions()[0]?.properties).toMatchObject({ publishingProfile: { excludeFromLatest: false } });
  expect(world.made).toEqual(['golden']);
});

test('what is to be of a version beside its content is set right without another version', async () => {
  await (await openRun({ regions: testDestination.regions.slice(0, 1) })).publish(family.golden);
  getLog().clear();
  const { changes } = await (await openRun({ tags: { team: 'platform' } })).publish(family.golden);
  expect(changes).toEqual(['replicate it to more regions: golden 1.0.0', 'set its tags: golden 1.0.0']);
  expect(findVersions()).toHaveLength(1);
  expect((await (await openRun({ tags: { team: 'platform' } })).prepare(family.golden)).changes).toEqual([]);
});

test('where a definition is of another kind nothing is uploaded, and it is told what differs', async () => {
  await (await openRun()).publish(family.golden);
  const definition = { ...testDestination.definition, security: 'TrustedLaunch' } as const;
  const run = await openRun({ definition });
  expect(await tell(run.publish(family.golden))).toEqual([
    expect.stringMatching(/^AZU082 .*SecurityType is Standard, wanted is TrustedLaunch\.$/),
  ]);
  expect(world.made).toEqual(['golden']);
});

test('a version that failed gets its disk again when somebody removed it', async () => {
  world.cloud.fake.faults.add({
    match: /^PUT .*\/versions\//,
    operation: { code: 'InternalOperationError' },
  });
  expect(await tell((await openRun()).publish(family.golden))).toEqual([
    expect.stringMatching(/^AZU012 .*InternalOperationError/),
  ]);
  const container = await storage.openContainer(getDestination().storage.container);
  for await (const { name } of container.listBlobsFlat()) await container.deleteBlob(name);
  await (await openRun()).publish(family.golden);
  expect(findVersions().map(({ state }) => state)).toEqual(['Succeeded']);
  expect(world.made).toEqual(['golden', 'golden']);
});

test('a version is asked about by its id: there, the latest, or replaced', async () => {
  const run = await openRun();
  const { id } = await run.publish(family.golden);
  const place = parseVersionId(id);
  if (!place) throw new Error(`${id} is no id`);
  expect(await findVersionStanding(run.context, place)).toMatchObject({ isThere: true, latest: id });
  const golden = { ...family.golden, layers: ['g2'] };
  const next = await (await openRun()).publish(golden);
  expect(await findVersionStanding(run.context, place)).toMatchObject({ isThere: true, latest: next.id });
  expect(await findVersionStanding(run.context, { ...place, definition: 'gone' })).toMatchObject({
    isThere: false,
  });
});
