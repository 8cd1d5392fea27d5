import type { ContainerClient } from '@azure/storage-blob';
import { type OpenedStorage, openStorage } from '../testing/open-storage';
import {
  diskSize,
  makeFamily,
  openPublishWorld,
  type PublishWorld,
  testDestination,
} from '../testing/publish-world';
import { metadataNames } from '../vhd';

const { golden, webapp } = makeFamily();
const versionType = 'Microsoft.Compute/galleries/images/versions';

let storage: OpenedStorage;
let container: ContainerClient;
let world: PublishWorld;
beforeAll(async () => {
  storage = await openStorage();
});
beforeEach(async () => {
  world = await openPublishWorld(storage);
  container = await storage.openContainer(testDestination.storage.container);
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
  for await (const { name } of container.listBlobsFlat()) await container.deleteBlob(name);
});
afterAll(() => storage[Symbol.asyncDispose]());

const publish = async (image: typeof golden) => (await world.openRun()).publish(image);

async function findDisk(image: string) {
  for await (const { name } of container.listBlobsFlat({ prefix: `${image}/` }))
    return container.getPageBlobClient(name);
  throw new Error(`there is no disk of ${image}`);
}

/** As `collect-image` marks it. */
async function putAside(image: string): Promise<void> {
  const disk = await findDisk(image);
  const { metadata } = await disk.getProperties();
  await disk.setMetadata({ ...metadata, [metadataNames.quarantined]: '2026-11-22T12:00:00.000Z' });
}

test('where what an upload begins as is removed just then, all of it is sent', async () => {
  await publish(golden);
  const { readText } = world.files;
  let removed = 0;
  Object.assign(world.files, {
    // Maps are read when what is there is known, and nothing is copied yet.
    readText: async (path: string) => {
      if (path.startsWith('/maps/'))
        removed += Number((await (await findDisk('golden')).deleteIfExists()).succeeded);
      return readText(path);
    },
  });
  await publish(webapp);
  expect(removed).toBe(1);
  const disk = await findDisk('webapp');
  expect((await disk.getProperties()).metadata).not.toHaveProperty(metadataNames.parent);
  const bytes = await disk.downloadToBuffer(0, diskSize);
  expect(bytes.toString('utf8', 9 * 65_536, 9 * 65_536 + 4)).toBe('libc');
  expect(bytes.toString('utf8', 40 * 65_536, 40 * 65_536 + 6)).toBe('webapp');
  expect(world.cloud.fake.cloud.resources.ofType(versionType)).toHaveLength(2);
});

test('a disk says what it began as, and none begins as one that was put aside', async () => {
  await publish(golden);
  await publish(webapp);
  const { metadata } = await (await findDisk('webapp')).getProperties();
  expect(metadata).toMatchObject({ [metadataNames.parent]: expect.stringMatching(/^golden\/\w+\.vhd$/) });
  await (await findDisk('webapp')).delete();
  await putAside('golden');
  await publish({ ...webapp, layers: ['g', 'w2'] });
  const again = await (await findDisk('webapp')).getProperties();
  expect(again.metadata).not.toHaveProperty(metadataNames.parent);
});

test('a disk that was put aside is taken up by whoever publishes its image again', async () => {
  const { id } = await publish(golden);
  await putAside('golden');
  const version = world.cloud.fake.cloud.resources.find(id);
  if (version) world.cloud.fake.cloud.resources.remove(version.id);
  await publish(golden);
  const { metadata } = await (await findDisk('golden')).getProperties();
  expect(metadata).not.toHaveProperty(metadataNames.quarantined);
  expect(metadata).toHaveProperty(metadataNames.disk);
  expect(world.made).toEqual(['golden']);
});
