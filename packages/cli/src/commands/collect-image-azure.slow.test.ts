import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient, type ContainerClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { createNodePorts } from '@strata/sdk/node';
import { type FakeAzure, startFakeAzure } from '../../../../tools/fake-azure/start';
import { makeVhd } from '../../../../tools/fakes/arm/testing/make-vhd';
import { runInFolder } from '../testing/run-in-folder';

const root = mkdtempSync(join(tmpdir(), 'strata-collect-azure-'));
const day = 86_400_000;
const footerSize = 512;
const versionType = 'Microsoft.Compute/galleries/images/versions';
const usual = ['westeurope', 'eastus'];

let azure: FakeAzure;
let container: ContainerClient;
beforeAll(async () => {
  azure = await startFakeAzure();
  // Azure's library for logins reads them where it runs.
  Object.assign(process.env, azure.variables);
  const { accountUrl, account, key } = azure.azurite;
  const blobs = new BlobServiceClient(accountUrl, new StorageSharedKeyCredential(account, key));
  container = blobs.getContainerClient('strata-disks');
  await container.create();
  const destination = {
    ...{ kind: 'azure', location: 'westeurope', resourceGroup: 'images', gallery: 'acme' },
    ...{ storageAccount: account, keep: { newest: 1, quarantine: '2w' } },
  };
  mkdirSync(join(root, 'images/web'), { recursive: true });
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'destinations.json'), JSON.stringify({ azure: destination }));
  writeFileSync(
    join(root, 'images/web/web.pkr.hcl'),
    'variable "release" {}\nsource "rootfs" "web" {\n  from = var.release\n}\nbuild {\n  sources = ["rootfs.web"]\n}\n',
  );
  seed('acme', 'Microsoft.Compute/galleries', {});
  seed('acme/images/web', 'Microsoft.Compute/galleries/images', { osType: 'Linux', osState: 'Generalized' });
  await Promise.all([100, 50, 1].map((age, index) => seedVersion(`1.0.${index}`, age)));
});
afterAll(async () => {
  rmSync(root, { recursive: true });
  await azure[Symbol.asyncDispose]();
});
beforeEach(() => azure.arm.log.clear());

function seed(path: string, type: string, properties: object, envelope: object = {}) {
  const { subscription, resources } = azure.arm.cloud;
  const id = `/subscriptions/${subscription}/resourceGroups/images/providers/Microsoft.Compute/galleries/${path}`;
  return resources.add({
    ...{ id, type, name: path.split('/').at(-1) ?? '', properties: { ...properties } },
    ...{ envelope: { location: 'westeurope', ...envelope }, state: 'Succeeded' },
  });
}

/** A version with its disk, as a publication leaves both; eastus was given up since. */
async function seedVersion(name: string, age: number): Promise<void> {
  const key = `key${age}`;
  const build = `publish.azure.web.${key}`;
  const blob = container.getPageBlobClient(`web/${key}.vhd`);
  const metadata = { strata_image: 'web', strata_key: key, strata_build_id: build, strata_disk: 'digest' };
  const vhd = makeVhd();
  await blob.create(vhd.length, { metadata });
  await blob.uploadPages(vhd.subarray(-footerSize), vhd.length - footerSize, footerSize);
  const storageAccountId = `/subscriptions/${azure.arm.cloud.subscription}/resourceGroups/images/providers/Microsoft.Storage/storageAccounts/${azure.azurite.account}`;
  const body = {
    storageProfile: { osDiskImage: { source: { uri: blob.url, storageAccountId } } },
    publishingProfile: {
      targetRegions: usual.map((region) => ({ name: region })),
      publishedDate: new Date(Date.now() - age * day).toISOString(),
    },
    safetyProfile: { allowDeletionOfReplicatedLocations: true },
  };
  const tags = {
    ...{ 'strata-image': 'web', 'strata-key': key, 'strata-build-id': build },
    'strata-regions': usual.join(','),
  };
  const made = seed(`acme/images/web/versions/${name}`, versionType, body, { tags });
  azure.arm.cloud.galleries.replicate(made, usual);
}

/** Operations of the fake are over when somebody looks at them: nobody has to wait in between. */
const { clock } = createNodePorts();
const hasty = { ...clock, sleep: (_: number, signal: AbortSignal) => clock.sleep(1, signal) };
const collect = (...args: readonly string[]) =>
  runInFolder(root, ['collect-image', ...args], azure.variables, { clock: hasty });
const getVersions = () => azure.arm.cloud.resources.ofType(versionType).map(({ name }) => name);

async function listDisks(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name, metadata } of container.listBlobsFlat({ includeMetadata: true }))
    found.push(`${name}${metadata?.strata_quarantined === undefined ? '' : ' aside'}`);
  return found;
}

/** What was put aside was put aside three weeks before that. */
async function letTimePass(): Promise<void> {
  const past = new Date(Date.now() - 21 * day).toISOString();
  for (const { envelope } of azure.arm.cloud.resources.ofType(versionType)) {
    const tags: Record<string, string> = Object(envelope.tags);
    for (const name of Object.keys(tags).filter((each) => each.startsWith('strata-quarantined')))
      tags[name] = past;
  }
  for await (const { name, metadata = {} } of container.listBlobsFlat({ includeMetadata: true }))
    if (metadata.strata_quarantined !== undefined)
      await container.getBlobClient(name).setMetadata({ ...metadata, strata_quarantined: past });
}

test('what would be done is told first and changes nothing', async () => {
  const { code, out, err } = await collect();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.match(/^ {2}put aside {2}web 1\.0\.[01] .*$/gm)).toHaveLength(2);
  expect(out).toMatch(/^ {2}put aside {2}copy of web 1\.0\.2 +eastus .* gave this region up/m);
  expect(out).toContain('\nazure: 3 images, 2 to put aside, 1 to stay as they are\n');
  expect(out).toContain('\nazure: beside them 4 disks and copies, 1 to put aside, 3 to stay as they are\n');
  expect(out).toMatch(/\nNothing was changed\. To do it, add -yes\.\n$/);
  expect(azure.arm.log.mutating()).toEqual([]);
});

test('with -yes it is put aside, removed by a later run, and the disks by one after that', async () => {
  const aside = await collect('-yes');
  expect(aside).toMatchObject({ code: 0, err: '' });
  expect(aside.out.match(/^azure: .* put aside$/gm)).toHaveLength(3);
  azure.arm.log.clear();
  expect((await collect('-yes')).out).toContain('2 put aside already');
  expect(azure.arm.log.mutating()).toEqual([]);

  await letTimePass();
  const removed = await collect('-yes');
  expect(removed.out.match(/^azure: web 1\.0\.[01] .* removed$/gm)).toHaveLength(2);
  expect(removed.out).toMatch(/^azure: copy of web 1\.0\.2 .* in eastus\) removed$/m);
  expect(getVersions()).toEqual(['1.0.2']);
  expect(await listDisks()).toEqual(['web/key1.vhd', 'web/key100.vhd', 'web/key50.vhd']);

  const disks = await collect('-yes');
  expect(disks.out.match(/^azure: disk of web .* put aside$/gm)).toHaveLength(2);
  expect(await listDisks()).toEqual(['web/key1.vhd', 'web/key100.vhd aside', 'web/key50.vhd aside']);

  await seedVersion('1.0.1', 50);
  await letTimePass();
  expect((await collect('-yes')).out).toMatch(/^azure: disk of web \(web\/key100\.vhd in .*\) removed$/m);
  expect(await listDisks()).toEqual(['web/key1.vhd', 'web/key50.vhd']);
});

test('programs get disks and copies beside the images', async () => {
  const { destinations } = JSON.parse((await collect('-json')).out);
  expect(destinations[0].parts).toContainEqual(
    expect.objectContaining({ id: 'web/key1.vhd', act: 'keep', reason: 'web 1.0.2 was made from it' }),
  );
});
