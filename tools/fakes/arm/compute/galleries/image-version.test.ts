import type {
  GalleryImage,
  GalleryImageVersion,
  GalleryImageVersionStorageProfile,
} from '@azure/arm-compute';
import { seedStorageAccount, tableBlobs } from '../../index';
import { type Bed, group, home, openBed, soon } from '../../testing/bed';
import { makeVhd } from '../../testing/make-vhd';

const blobs = tableBlobs();
let bed: Bed;
let storageAccountId: string;
beforeAll(async () => {
  bed = await openBed({ blobs });
  storageAccountId = seedStorageAccount(bed.fake.cloud, { group });
  await bed.compute.galleries.createOrUpdate(group, 'golden', { location: home }, soon);
  await bed.compute.galleryImages.createOrUpdate(group, 'golden', 'web', definition, soon);
});
afterEach(() => {
  bed.fake.cloud.galleries.failing.clear();
  bed.fake.cloud.galleries.slow.clear();
});
afterAll(() => bed[Symbol.asyncDispose]());

const definition: GalleryImage = {
  location: home,
  osType: 'Linux',
  osState: 'Generalized',
  hyperVGeneration: 'V2',
  identifier: { publisher: 'strata', offer: 'golden', sku: 'web' },
  features: [{ name: 'SecurityType', value: 'Standard' }],
};

function makeBody(uri: string, more: Partial<GalleryImageVersion> = {}): GalleryImageVersion {
  const source = { uri, storageAccountId };
  return { location: home, storageProfile: { osDiskImage: { source } }, ...more };
}

const good = () => blobs.put('vhds/good.vhd', { content: makeVhd(), open: false });
const put = (version: string, body = makeBody(good())) =>
  bed.compute.galleryImageVersions.createOrUpdate(group, 'golden', 'web', version, body, soon);
const regions = (...names: string[]) => ({
  publishingProfile: { targetRegions: names.map((name) => ({ name })) },
});
const get = (version: string) =>
  bed.compute.galleryImageVersions.get(group, 'golden', 'web', version, { expand: 'ReplicationStatus' });

test('a version is made of a blob, and copied to its regions', async () => {
  await put('1.0.0', makeBody(good(), regions('West Europe', 'northeurope')));
  expect(await get('1.0.0')).toMatchObject({
    provisioningState: 'Succeeded',
    storageProfile: { osDiskImage: { sizeInGB: 1 } },
    publishingProfile: { publishedDate: expect.any(Date) },
    replicationStatus: {
      aggregatedState: 'Completed',
      summary: [
        { region: 'West Europe', state: 'Completed', progress: 100 },
        { region: 'North Europe', state: 'Completed', progress: 100 },
      ],
    },
  });
});

test('a region can be slower than the others', async () => {
  bed.fake.cloud.galleries.slow.set('northeurope', { milliseconds: 60_000 });
  const poller = bed.compute.galleryImageVersions.createOrUpdate(
    group,
    'golden',
    'web',
    '1.1.0',
    makeBody(good(), regions(home, 'northeurope')),
    soon,
  );
  await poller.submitted();
  const summary = [{ state: 'Completed' }, { state: 'Replicating' }];
  expect(await get('1.1.0')).toMatchObject({
    provisioningState: 'Creating',
    replicationStatus: { aggregatedState: 'InProgress', summary },
  });
  bed.fake.cloud.clock.advance(60_000);
  expect(await poller).toMatchObject({ provisioningState: 'Succeeded' });
});

test('a region that cannot be reached fails the version, and is named', async () => {
  bed.fake.cloud.galleries.failing.add('northeurope');
  await expect(put('1.2.0', makeBody(good(), regions(home, 'northeurope')))).rejects.toThrow(
    'ReplicationJobsNotCompleted',
  );
  expect(await get('1.2.0')).toMatchObject({
    provisioningState: 'Failed',
    replicationStatus: { summary: [{ state: 'Completed' }, { state: 'Failed' }] },
  });
});

test.each([
  ['that is not there', () => `${blobs.accountUrl}/vhds/absent.vhd`, 'does not exist'],
  [
    'that is no page blob',
    () => blobs.put('b.vhd', { type: 'block', content: makeVhd() }),
    'not a page blob',
  ],
  ['without a footer', () => blobs.put('f.vhd', { content: Buffer.alloc(1024) }), 'conectix'],
  ['that is dynamic', () => blobs.put('d.vhd', { content: makeVhd({ type: 3 }) }), 'not a fixed VHD'],
  [
    'of no whole MiB',
    () => blobs.put('m.vhd', { content: makeVhd({ bytes: 512 }) }),
    'a whole number (in MBs)',
  ],
  [
    'whose footer has another size',
    () => blobs.put('s.vhd', { content: makeVhd({ size: 5 }) }),
    'says 5 bytes',
  ],
  ['whose checksum is wrong', () => blobs.put('c.vhd', { content: makeVhd({ checksum: 1 }) }), 'checksum'],
])('a blob %s fails the version', async (_title, makeUri, words) => {
  await expect(put('2.0.0', makeBody(makeUri()))).rejects.toThrow(words);
  await bed.compute.galleryImageVersions.delete(group, 'golden', 'web', '2.0.0', soon);
});

const profile = (publishingProfile: GalleryImageVersion['publishingProfile']) => () =>
  makeBody(good(), { ...(publishingProfile && { publishingProfile }) });
const storage = (storageProfile: GalleryImageVersionStorageProfile) => (): GalleryImageVersion => ({
  location: home,
  storageProfile,
});

test.each([
  [
    'its own region is left out',
    profile({ targetRegions: [{ name: 'eastus' }] }),
    'must contain the location',
  ],
  [
    'a region comes twice',
    profile({ targetRegions: [{ name: home }, { name: 'West Europe' }] }),
    'Duplicate regions',
  ],
  ['a region is not there', profile({ targetRegions: [{ name: home }, { name: 'mars' }] }), 'mars'],
  ['there are too many replicas', profile({ replicaCount: 101 }), 'out of range'],
  [
    'shallow has two replicas',
    profile({ replicationMode: 'Shallow', replicaCount: 2 }),
    'shallow replication',
  ],
  ['the storage is unknown', profile({ storageAccountType: 'Tape' }), 'Allowed values are'],
  ['it has no source', storage({}), 'is missing'],
  [
    'the account of the blob is left out',
    () => storage({ osDiskImage: { source: { uri: good() } } })(),
    'storageAccountId',
  ],
  [
    'it has two sources',
    () => storage({ source: { id: 'x' }, osDiskImage: { source: { uri: good(), storageAccountId } } })(),
    'Exactly one source',
  ],
  [
    'its source is not there',
    () => storage({ source: { id: bed.id('Microsoft.Compute/images/absent') } })(),
    'was not found',
  ],
  [
    'its key is not there',
    profile({
      targetRegions: [{ name: home, encryption: { osDiskImage: { diskEncryptionSetId: '/absent' } } }],
    }),
    'disk encryption set',
  ],
])('a version is refused when %s', async (_title, makeVersion, words) => {
  await expect(put('3.0.0', makeVersion())).rejects.toThrow(words);
  expect(
    bed.fake.cloud.resources.find(bed.id('Microsoft.Compute/galleries/golden/images/web/versions/3.0.0')),
  ).toBe(undefined);
});

test.each(['1.0', '1.0.0.0', 'v1.0.0', '1.0.2147483648', '1.0.x'])('%s is no version', async (name) => {
  await expect(put(name)).rejects.toMatchObject({ code: 'InvalidParameter', statusCode: 400 });
});

test('a version keeps its source, and its regions unless it may leave them', async () => {
  await put('4.0.0', makeBody(good(), regions(home, 'eastus')));
  const other = blobs.put('vhds/other.vhd', { content: makeVhd() });
  await expect(put('4.0.0', makeBody(other, regions(home, 'eastus')))).rejects.toMatchObject({
    code: 'PropertyChangeNotAllowed',
    statusCode: 409,
  });
  await expect(put('4.0.0', makeBody(good(), regions(home)))).rejects.toMatchObject({
    code: 'OperationNotAllowed',
  });
  const safetyProfile = { allowDeletionOfReplicatedLocations: true };
  await put('4.0.0', makeBody(good(), { ...regions(home), safetyProfile }));
  const update = { tags: { 'strata-key': 'k' }, publishingProfile: { excludeFromLatest: true } };
  await bed.compute.galleryImageVersions.update(group, 'golden', 'web', '4.0.0', update, soon);
  expect(await get('4.0.0')).toMatchObject({ ...update, storageProfile: { osDiskImage: { sizeInGB: 1 } } });
});

test('what is nested stands before the deletion of what it is in', async () => {
  await put('5.0.0');
  await expect(bed.compute.galleryImages.delete(group, 'golden', 'web', soon)).rejects.toMatchObject({
    code: 'CannotDeleteResource',
    statusCode: 409,
  });
  await expect(bed.compute.galleries.delete(group, 'golden', soon)).rejects.toMatchObject({
    statusCode: 409,
  });
});

test('a version can be kept until its end of life', async () => {
  const endOfLifeDate = new Date(bed.fake.cloud.clock.now().getTime() + 60_000);
  const safetyProfile = { allowDeletionOfReplicatedLocations: true, blockDeletionBeforeEndOfLife: true };
  await put('6.0.0', makeBody(good(), { safetyProfile, publishingProfile: { endOfLifeDate } }));
  const remove = () => bed.compute.galleryImageVersions.delete(group, 'golden', 'web', '6.0.0', soon);
  await expect(remove()).rejects.toMatchObject({ code: 'OperationNotAllowed' });
  bed.fake.cloud.clock.advance(120_000);
  await remove();
});

test('what a gallery deletes softly is in the way until it is restored or deleted again', async () => {
  const { compute } = bed;
  const softDeletePolicy = { isSoftDeleteEnabled: true };
  await compute.galleries.createOrUpdate(group, 'soft', { location: home, softDeletePolicy }, soon);
  await compute.galleryImages.createOrUpdate(group, 'soft', 'web', definition, soon);
  const make = (more: object = {}) =>
    compute.galleryImageVersions.createOrUpdate(group, 'soft', 'web', '1.0.0', makeBody(good(), more), soon);
  const remove = () => compute.galleryImageVersions.delete(group, 'soft', 'web', '1.0.0', soon);
  await make();
  await remove();
  await expect(make()).rejects.toMatchObject({ code: 'OperationNotAllowed' });
  await expect(compute.galleryImages.delete(group, 'soft', 'web', soon)).rejects.toMatchObject({
    statusCode: 409,
  });
  await make({ restore: true });
  await remove();
  await remove();
  await compute.galleryImages.delete(group, 'soft', 'web', soon);
  await expect(compute.galleryImages.get(group, 'soft', 'web')).rejects.toMatchObject({ statusCode: 404 });
});

test.each<[string, object, string]>([
  ['elsewhere', { location: 'eastus' }, 'must be that of its source'],
  ['of another generation', { generation: 'V1' }, "'V1'"],
  ['of another state', { osState: 'Specialized' }, 'OS state'],
  ['not there yet', { state: 'Creating' }, "in state 'Creating'"],
])('an image that is %s makes no version', async (_title, traits, words) => {
  const image = {
    location: home,
    generation: 'V2',
    osState: 'Generalized',
    state: 'Succeeded',
    ...traits,
  } as const;
  const id = bed.id('Microsoft.Compute/images/source');
  bed.fake.cloud.resources.add({
    id,
    type: 'Microsoft.Compute/images',
    name: 'source',
    envelope: { location: image.location },
    properties: {
      hyperVGeneration: image.generation,
      storageProfile: { osDisk: { osState: image.osState } },
    },
    state: image.state,
  });
  await expect(put('7.0.0', { location: home, storageProfile: { source: { id } } })).rejects.toThrow(words);
});

test('a disk that waits for its upload makes no version', async () => {
  const creationData = { createOption: 'Upload', uploadSizeBytes: 20 * 2 ** 20 + 512 };
  await bed.compute.disks.createOrUpdate(group, 'waiting', { location: home, creationData }, soon);
  const source = { id: bed.id('Microsoft.Compute/disks/waiting') };
  const version = { location: home, storageProfile: { osDiskImage: { source } } };
  await expect(put('7.1.0', version)).rejects.toThrow('waits for its upload');
  await bed.compute.disks.grantAccess(group, 'waiting', { access: 'Write', durationInSeconds: 60 }, soon);
  await expect(put('7.1.0', version)).rejects.toThrow('active shared access signature');
  // Nothing was written: what stands there is no VHD, and no upload ends with that.
  await expect(bed.compute.disks.revokeAccess(group, 'waiting', soon)).rejects.toThrow('conectix');
  await expect(put('7.1.0', version)).rejects.toThrow('active shared access signature');
});
