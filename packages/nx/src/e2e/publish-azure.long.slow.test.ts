import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { type FakeAzure, group, startFakeAzure } from '../../../../tools/fake-azure/start';
import { type LoggedAzurite, startLoggedAzurite } from '../../../../tools/fakes/azurite';
import { comparePageBlobs } from '../testing/changed-pages';
import {
  createPublishedExamples,
  images,
  type PublishedExamples,
  stands,
  touched,
  untouched,
} from '../testing/published-examples';

// Cold builds of the examples take two minutes, and their disks some more to be sent.
const PATIENCE = 1_200_000;
const regions = ['westeurope', 'northeurope', 'eastus'];
const versionType = 'Microsoft.Compute/galleries/images/versions';
const footerBytes = 512;

let azurite: LoggedAzurite;
let azure: FakeAzure;
let examples: PublishedExamples;
beforeAll(async () => {
  azurite = await startLoggedAzurite();
  azure = await startFakeAzure({ azurite });
  examples = createPublishedExamples(
    {
      ...{ kind: 'azure', location: regions[0], regions, resourceGroup: group, gallery: 'acme' },
      ...{ storageAccount: azurite.account, version: '1.0' },
    },
    azure.variables,
  );
});
afterAll(async () => {
  examples?.remove();
  await azure?.[Symbol.asyncDispose]();
});

async function publishAll(): Promise<string> {
  azure.arm.log.clear();
  azurite.forget();
  return await examples.publishAll();
}

/** Versions of an image, with the regions that they are in. */
const getVersions = (image: string) =>
  azure.arm.cloud.resources
    .ofType(versionType)
    .filter(({ id }) => id.includes(`/images/${image}/versions/`))
    .map(({ name, properties }) => {
      const { targetRegions = [] } = Object(Object(properties).publishingProfile);
      return { name, regions: targetRegions.map((region: object) => Object(region).name) };
    });

/** Where in the order of all calls anything was changed about an image. */
const findChanges = (image: string) =>
  azure.arm.log.calls.flatMap(({ mutating, path }, at) =>
    mutating && new RegExp(`/galleries/[^/]+/images/${image}(/|$)`).test(path) ? [at] : [],
  );

const listWrites = () => azurite.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD');

function openContainer() {
  const { accountUrl, account, key } = azurite;
  const client = new BlobServiceClient(accountUrl, new StorageSharedKeyCredential(account, key));
  return client.getContainerClient('strata-disks');
}

async function listDisks(image: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of openContainer().listBlobsFlat({ prefix: `${image}/` })) names.push(name);
  return names;
}

/** Bytes of a disk that were sent, without what was copied within the account. */
const countSent = (blob: string) =>
  listWrites()
    .filter(({ path, part }) => part === 'page' && path.endsWith(`/${blob}`))
    .reduce((sum, { bytes }) => sum + bytes, 0);

test(
  'the example images are published to three regions by one command, none before those that it stands on',
  async () => {
    await publishAll();
    for (const image of images) {
      const [version, ...more] = getVersions(image);
      expect(version?.name).toBe('1.0.0');
      expect(version?.regions).toHaveLength(regions.length);
      expect(more).toEqual([]);
      expect(await listDisks(image)).toHaveLength(1);
    }
    for (const [parent, child] of stands) {
      const begun = findChanges(child);
      expect(begun.length).toBeGreaterThan(0);
      expect(Math.max(...findChanges(parent))).toBeLessThan(Math.min(...begun));
    }
  },
  PATIENCE,
);

test(
  'a second run changes nothing, in the gallery and in the account',
  async () => {
    const output = await publishAll();
    expect(output.match(/nothing to do, it is/g)).toHaveLength(images.length);
    expect(azure.arm.log.calls.length).toBeGreaterThan(0);
    expect(azure.arm.log.mutating()).toEqual([]);
    expect(listWrites()).toEqual([]);
  },
  PATIENCE,
);

test(
  'a change in webapp is sent as what it changed, and leaves golden and middleware alone',
  async () => {
    const before = new Map<string, readonly string[]>();
    for (const image of touched) before.set(image, await listDisks(image));
    examples.changeWebapp();
    await publishAll();
    for (const image of untouched) {
      expect(findChanges(image)).toEqual([]);
      expect(getVersions(image).map(({ name }) => name)).toEqual(['1.0.0']);
      expect(listWrites().filter(({ path }) => path.includes(`/strata-disks/${image}/`))).toEqual([]);
    }
    for (const image of touched) {
      expect(getVersions(image).map(({ name }) => name)).toEqual(['1.0.0', '1.0.1']);
      const [old = ''] = before.get(image) ?? [];
      const [now = '', ...more] = (await listDisks(image)).filter((name) => name !== old);
      expect(more).toEqual([]);
      const sent = countSent(now);
      const container = openContainer();
      const changed = await comparePageBlobs(
        container.getPageBlobClient(old),
        container.getPageBlobClient(now),
      );
      expect(changed).toBeGreaterThan(0);
      expect((sent - footerBytes) / changed).toBeLessThanOrEqual(1.2);
    }
  },
  PATIENCE,
);
