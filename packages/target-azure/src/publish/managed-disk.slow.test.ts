import type { PageBlobClient } from '@azure/storage-blob';
import { Failure } from '@strata/diagnostics';
import { type OpenedStorage, openStorage } from '../testing/open-storage';
import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../testing/publish-world';
import type { AzureDestination } from './settings';

const { golden } = makeFamily();
const diskType = 'Microsoft.Compute/disks';
const versionType = 'Microsoft.Compute/galleries/images/versions';
const destination: AzureDestination = { ...testDestination, storage: undefined };

let storage: OpenedStorage;
let world: PublishWorld;
beforeAll(async () => {
  storage = await openStorage();
});
beforeEach(async () => {
  world = await openPublishWorld(storage);
});
afterEach(() => world[Symbol.asyncDispose]());
afterAll(() => storage[Symbol.asyncDispose]());

const publish = async (more: Partial<AzureDestination> = {}) =>
  (await world.openRun({ ...destination, ...more })).publish(golden);
const find = (type: string) => world.cloud.fake.cloud.resources.ofType(type);
const getCalls = () =>
  world.cloud.fake.log
    .mutating()
    .filter(({ type }) => type === diskType)
    .map(
      ({ method, path }) =>
        `${method} ${path
          .split('/')
          .at(-1)
          ?.replace(/^strata-.*/, 'DISK')}`,
    );

async function tell(work: Promise<unknown>): Promise<string> {
  const failure = await work.catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error(`nothing was told: ${String(failure)}`);
  return failure.diagnostics.map(({ code, detail }) => `${code} ${detail}`).join('\n');
}

test('without an account the disk goes into a managed disk, which is gone when the version is everywhere', async () => {
  const { id } = await publish();
  expect(getCalls()).toEqual([
    'PUT DISK',
    'POST beginGetAccess',
    'POST endGetAccess',
    'PATCH DISK',
    'DELETE DISK',
  ]);
  expect(find(diskType)).toEqual([]);
  expect(find(versionType).map(({ state }) => state)).toEqual(['Succeeded']);
  expect(world.cloud.fake.cloud.resources.find(id)?.properties).toMatchObject({
    storageProfile: { osDiskImage: { source: { id: expect.stringMatching(/\/disks\/strata-golden-/) } } },
    publishingProfile: { excludeFromLatest: false },
  });
  world.cloud.fake.log.clear();
  expect((await publish()).changes).toEqual([]);
  expect(world.cloud.fake.log.mutating()).toEqual([]);
  expect(await world.sweep()).toMatchObject({ removed: [] });
});

test('the disk is what the definition says, and holds what the image holds and nothing else', async () => {
  world.cloud.fake.cloud.galleries.failing.add('eastus');
  await tell(publish({ definition: { ...testDestination.definition, security: 'TrustedLaunch' } }));
  const [disk] = find(diskType);
  expect(disk?.properties).toMatchObject({
    ...{ osType: 'Linux', hyperVGeneration: 'V2', supportedCapabilities: { architecture: 'x64' } },
    ...{ securityProfile: { securityType: 'TrustedLaunch' }, diskSizeBytes: 20 * 2 ** 20 },
  });
  const blob = await findContent();
  const ranges: number[] = [];
  for await (const { start } of blob.listPageRanges()) ranges.push(start);
  expect(ranges).toEqual([...[0, 3, 9, 20].map((index) => index * 65_536), 20 * 2 ** 20]);
  const read = await blob.downloadToBuffer(20 * 65_536, 3);
  expect(read.toString()).toBe('ssh');
});

/** The page blob behind the only disk. */
async function findContent(): Promise<PageBlobClient> {
  const [disk] = find(diskType);
  const run = await world.openRun(destination);
  const { disks } = run.context.session.compute();
  const options = { updateIntervalInMs: 1 };
  const granted = await disks.grantAccess(
    'images',
    disk?.name ?? '',
    { access: 'Read', durationInSeconds: 60 },
    options,
  );
  const [, container = ''] = /\/(md-[\w-]+)\//.exec(granted.accessSAS ?? '') ?? [];
  await disks.revokeAccess('images', disk?.name ?? '', options);
  return (await storage.openContainer(container)).getPageBlobClient('abcd');
}

test('after a region failed the disk is there for the next run, and goes with its end', async () => {
  const { failing } = world.cloud.fake.cloud.galleries;
  failing.add('eastus');
  expect(await tell(publish())).toMatch(/^AZU080 .*eastus/);
  expect(find(diskType)).toHaveLength(1);
  failing.clear();
  await publish();
  expect(world.made).toEqual(['golden']);
  expect(find(diskType)).toEqual([]);
  expect(find(versionType)).toHaveLength(1);
});

test.each([
  ['while it is opened', /begingetaccess/i],
  ['while it is marked', /^PATCH .*\/disks\//],
  ['while the version is made', /^PUT .*\/versions\//],
])('what a run leaves that fails %s is made anew by the next one, or swept', async (_, match) => {
  world.cloud.fake.faults.add({ match, operation: { code: 'InternalOperationError' } });
  expect(await tell(publish())).toContain('InternalOperationError');
  await publish();
  expect(find(diskType)).toEqual([]);
  expect(find(versionType).map(({ state }) => state)).toEqual(['Succeeded']);
});

test('a sweep removes what is left of a run, also where the upload is not over', async () => {
  world.cloud.fake.faults.add({
    match: /endgetaccess/i,
    times: 1,
    operation: { code: 'InternalOperationError' },
  });
  await tell(publish());
  expect(find(diskType)).toHaveLength(1);
  await world.sweep();
  expect(find(diskType)).toEqual([]);
});

test('a link that does not write any more is told, and is nowhere in what is told', async () => {
  const { blobs } = world.cloud.fake.cloud;
  if (!blobs) throw new Error('there are no blobs');
  const { share } = blobs;
  const shareForNoTime: typeof share = async (uri, options) => {
    const link = await share(uri, options);
    await blobs.withdraw(uri);
    return link;
  };
  Object.assign(blobs, { share: shareForNoTime });
  const told = await tell(publish());
  expect(told).toMatch(/^AZU070 Azure does not let the disk strata-golden-\w+-\w+ be written to any more/);
  expect(told).not.toContain('sig=');
});
