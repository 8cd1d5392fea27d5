import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GalleryBed, openGalleryBed, openPackageBed, type PackageBed } from '../testing/gallery-bed';
import { publishApplication } from './publish';
import { goodRequest } from './testing/requests';

let files: PackageBed;
let bed: GalleryBed;
beforeAll(async () => {
  files = await openPackageBed();
});
afterAll(() => files[Symbol.asyncDispose]());
beforeEach(async () => {
  bed = await openGalleryBed(files);
});
afterEach(() => bed[Symbol.asyncDispose]());

const publish = (...changes: Parameters<PackageBed['makeRequest']>) =>
  publishApplication(bed.ports, files.makeRequest(...changes));

/** Requests of the resource manager that change something. */
const listChanges = () =>
  bed.fake.log.calls.map(({ method, path }) => `${method} ${path}`).filter((call) => !call.startsWith('GET'));

test('an application comes to a gallery through the real SDK, and a second time nothing is asked to change', async () => {
  expect(await publish()).toMatchObject({ kind: 'created' });
  const version = await bed.ports.gallery.findVersion('jq', '1.7.1', bed.ports.signal);
  expect(version?.publishingProfile).toMatchObject({
    settings: { packageFileName: 'jq.tar.gz', configFileName: 'jq.config' },
    manageActions: { install: 'sh ./install.sh', remove: 'sh ./remove.sh' },
  });
  bed.fake.log.clear();
  expect(await publish()).toEqual({ kind: 'unchanged', changes: [], sent: 0 });
  expect(listChanges()).toEqual([]);
});

test('the package of two versions is sent once', async () => {
  await publish();
  const application = { ...goodRequest.application, version: '1.7.2' };
  expect(await publish({ application })).toMatchObject({ sent: 0 });
});

test('a region is added to the version that is there', async () => {
  await publish();
  const offer = { ...goodRequest.offer, regions: [...goodRequest.offer.regions, { name: 'eastus' }] };
  expect(await publish({ offer })).toMatchObject({ kind: 'updated', sent: 0 });
});

test('a region that cannot be reached is named', async () => {
  bed.fake.cloud.galleries.failing.add('northeurope');
  await expect(publish()).rejects.toMatchObject({
    diagnostics: [{ code: 'AZU115', detail: expect.stringContaining('no copy in northeurope') }],
  });
});

test("Azure's refusals are told in words about applications", async () => {
  const replicas = 7;
  const offer = { ...goodRequest.offer, replicas, regions: [{ name: 'westeurope', replicas }] };
  await expect(publish({ offer })).rejects.toMatchObject({
    diagnostics: [{ code: 'AZU105', hint: 'One to three copies a region.' }],
  });
});

test('an empty package is told', async () => {
  const path = join(files.folder, 'empty');
  await writeFile(path, '');
  const empty = { path, blob: 'jq/empty/jq.tar.gz', sha256: 'empty', size: 0 };
  await expect(publish({ package: empty })).rejects.toMatchObject({
    diagnostics: [{ code: 'AZU107', detail: expect.stringContaining('is empty') }],
  });
});

test('a package of several blocks arrives whole', async () => {
  const size = 20 * 2 ** 20 + 7;
  const path = join(files.folder, 'large');
  await writeFile(path, Buffer.alloc(size, 'strata'));
  const large = { path, blob: 'jq/large/jq.tar.gz', sha256: 'large', size };
  expect(await publish({ package: large })).toMatchObject({ kind: 'created', sent: size });
  const container = await files.storage.openContainer('vm-applications');
  const read = await container.getBlobClient(large.blob).downloadToBuffer();
  expect(read.equals(Buffer.alloc(size, 'strata'))).toBe(true);
});
