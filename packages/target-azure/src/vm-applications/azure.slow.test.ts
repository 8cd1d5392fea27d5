import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeClock } from '@strata/sdk/testing';
import { azuriteBlobs } from '../../../../tools/fakes/arm';
import { makeGroup, type OpenedFake, openFake } from '../testing/open-fake';
import { type OpenedStorage, openStorage } from '../testing/open-storage';
import { createGallery } from './gallery';
import { createPackageStore } from './package-store';
import { type PublishPorts, type PublishRequest, publishApplication } from './publish';
import { goodRequest } from './testing/requests';

/** The SDK looks at its operations as often as this machine can answer. */
const soon = { updateIntervalInMs: 1 };

let storage: OpenedStorage;
let opened: OpenedFake;
let ports: PublishPorts;
let folder: string;
let said: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-vm-apps-'));
  await writeFile(join(folder, 'jq.tar.gz'), 'x'.repeat(100));
  storage = await openStorage();
});
afterAll(async () => {
  await storage[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  const { variables, azurite } = storage;
  opened = await openFake({ variables, blobs: azuriteBlobs(azurite) });
  const session = await opened.open({ subscription_id: opened.fake.cloud.subscription });
  await makeGroup(session, 'images');
  await session.compute().galleries.createOrUpdate('images', 'company', { location: 'westeurope' }, soon);
  opened.fake.log.clear();
  // Links are read by Azurite, which has the time of this machine.
  const ask = { clock: createFakeClock(Date.now()), signal: new AbortController().signal };
  said = [];
  ports = {
    ...ask,
    say: (message) => said.push(message),
    gallery: createGallery(ask, session, { resourceGroup: 'images', gallery: 'company' }),
    store: createPackageStore(ask, session, { account: azurite.account, container: 'vm-applications' }),
  };
});
afterEach(() => opened[Symbol.asyncDispose]());

function makeRequest(changes: Partial<PublishRequest> = {}): PublishRequest {
  const path = join(folder, 'jq.tar.gz');
  return { ...goodRequest, package: { ...goodRequest.package, path }, ...changes };
}

/** Requests of the resource manager that change something. */
const listChanges = () =>
  opened.fake.log.calls
    .map(({ method, path }) => `${method} ${path}`)
    .filter((call) => !call.startsWith('GET'));

test('an application comes to a gallery through the real SDK, and a second time nothing is asked to change', async () => {
  expect(await publishApplication(ports, makeRequest())).toMatchObject({ kind: 'created' });
  const version = await ports.gallery.findVersion('jq', '1.7.1', ports.signal);
  expect(version?.publishingProfile).toMatchObject({
    settings: { packageFileName: 'jq.tar.gz', configFileName: 'jq.config' },
    manageActions: { install: 'sh ./install.sh', remove: 'sh ./remove.sh' },
  });
  opened.fake.log.clear();
  expect(await publishApplication(ports, makeRequest())).toEqual({ kind: 'unchanged', changes: [], sent: 0 });
  expect(listChanges()).toEqual([]);
});

test('the package of two versions is sent once', async () => {
  await publishApplication(ports, makeRequest());
  const application = { ...goodRequest.application, version: '1.7.2' };
  expect(await publishApplication(ports, makeRequest({ application }))).toMatchObject({ sent: 0 });
});

test('a region is added to the version that is there', async () => {
  await publishApplication(ports, makeRequest());
  const offer = { ...goodRequest.offer, regions: [...goodRequest.offer.regions, { name: 'eastus' }] };
  expect(await publishApplication(ports, makeRequest({ offer }))).toMatchObject({ kind: 'updated', sent: 0 });
});

test('a region that cannot be reached is named', async () => {
  opened.fake.cloud.galleries.failing.add('northeurope');
  await expect(publishApplication(ports, makeRequest())).rejects.toMatchObject({
    diagnostics: [{ code: 'AZU115', detail: expect.stringContaining('no copy in northeurope') }],
  });
});

test("Azure's refusals are told in words about applications", async () => {
  const replicas = 7;
  const offer = { ...goodRequest.offer, replicas, regions: [{ name: 'westeurope', replicas }] };
  await expect(publishApplication(ports, makeRequest({ offer }))).rejects.toMatchObject({
    diagnostics: [{ code: 'AZU105', hint: 'One to three copies a region.' }],
  });
});

test('an empty package is told', async () => {
  const path = join(folder, 'empty');
  await writeFile(path, '');
  const empty = { path, blob: 'jq/empty/jq.tar.gz', sha256: 'empty', size: 0 };
  await expect(publishApplication(ports, makeRequest({ package: empty }))).rejects.toMatchObject({
    diagnostics: [{ code: 'AZU107', detail: expect.stringContaining('is empty') }],
  });
});
