import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BlobServiceClient,
  type ContainerClient,
  type PageBlobClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { type FakeAzure, startFakeAzure } from '../../../../tools/fake-azure/start';
import { addBootableImage } from '../testing/bootable-image';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

// Disks are made and uploaded, beside other tests.
const PATIENCE = 600_000;
const regions = ['westeurope', 'northeurope', 'eastus'];
const versionType = 'Microsoft.Compute/galleries/images/versions';

let workspace: WorkspaceFixture;
let azure: FakeAzure;
beforeAll(async () => {
  azure = await startFakeAzure();
  workspace = createWorkspaceFixture();
  addBootableImage(workspace, 'box', shellSteps('echo box > /etc/box'));
  workspace.child('web', 'box', shellSteps('echo web > /etc/web'));
  workspace.write(
    'destinations.json',
    JSON.stringify({
      azure: {
        ...{ kind: 'azure', location: 'westeurope', regions, resourceGroup: 'images', gallery: 'acme' },
        ...{ storageAccount: azure.azurite.account, version: '1.0', firmware: 'uefi' },
      },
    }),
  );
  await build('web');
}, PATIENCE);
afterAll(async () => {
  workspace[Symbol.dispose]();
  await azure[Symbol.asyncDispose]();
});
beforeEach(() => azure.arm.log.clear());

async function build(name: string): Promise<void> {
  const { code, out, err } = await workspace.strata('build', `images/${name}`);
  if (code !== 0) throw new Error(out + err);
}

async function publish(name: string, ...flags: readonly string[]) {
  const args = ['publish', '-to=azure', `-without-tests=${name}`, ...flags, `images/${name}`];
  const ended = await workspace.strataWith(azure.variables, ...args);
  if (ended.code !== 0) throw new Error(ended.out + ended.err);
  return ended;
}

const getVersions = () =>
  azure.arm.cloud.resources.ofType(versionType).map(({ id }) => id.split('/').slice(-3).join(' '));

function openContainer(): ContainerClient {
  const { accountUrl, account, key } = azure.azurite;
  const client = new BlobServiceClient(accountUrl, new StorageSharedKeyCredential(account, key));
  return client.getContainerClient('strata-disks');
}

async function findDisk(image: string) {
  const container = openContainer();
  for await (const { name } of container.listBlobsFlat({ prefix: `${image}/` }))
    return container.getPageBlobClient(name);
  throw new Error(`there is no disk of ${image}`);
}

/** What lies in a blob, as a file with holes where no pages were written: those are zeros for whoever reads them. */
async function readBack(blob: PageBlobClient, path: string): Promise<void> {
  await using file = await open(path, 'w');
  const { contentLength = 0 } = await blob.getProperties();
  await file.truncate(contentLength);
  for await (const { start, end } of blob.listPageRanges())
    await file.write(await blob.downloadToBuffer(start, end - start + 1), 0, undefined, start);
}

test(
  'images are published to three regions, a child as what it adds, and again without a change',
  async () => {
    const dry = await publish('box', '-dry-run');
    expect(dry.out).toMatch(/^azure: to do: define box in the gallery; upload the disk and make a version/);
    expect(azure.arm.log.mutating()).toEqual([]);

    const first = await publish('box');
    expect(first.out).toMatch(/^azure: published as \/subscriptions\/.*\/images\/box\/versions\/1\.0\.0 /);
    await publish('web');
    expect(getVersions()).toEqual(['box versions 1.0.0', 'web versions 1.0.0']);

    azure.arm.log.clear();
    const again = await publish('box');
    expect(again.out).toMatch(/^azure: nothing to do, it is \/subscriptions\/.* already\n$/);
    await publish('web');
    expect(azure.arm.log.mutating()).toEqual([]);
    const verified = await workspace.strataWith(azure.variables, 'verify', 'images/box');
    expect(verified.out).toMatch(/^azure box: is \/subscriptions\/.*, as published$/m);
  },
  PATIENCE,
);

test(
  'what lies in the account is the disk that was made here, as a fixed VHD',
  async () => {
    const blob = await findDisk('web');
    const { contentLength = 0 } = await blob.getProperties();
    const vhd = join(workspace.root, 'read-back.vhd');
    const raw = join(workspace.root, 'web.raw');
    await readBack(blob, vhd);
    const options = ['-format=raw', '-firmware=uefi', `-output=${raw}`];
    const exported = await workspace.strata('export', ...options, 'images/web');
    if (exported.code !== 0) throw new Error(exported.out + exported.err);
    const info = JSON.parse(
      execFileSync('qemu-img', ['info', '-f', 'vpc', '--output=json', vhd], { encoding: 'utf8' }),
    );
    expect(info).toMatchObject({ format: 'vpc', 'virtual-size': contentLength - 512 });
    const compared = execFileSync('qemu-img', ['compare', '-f', 'vpc', '-F', 'raw', vhd, raw], {
      encoding: 'utf8',
    });
    expect(compared).toContain('Images are identical');
    rmSync(vhd);
  },
  PATIENCE,
);

test(
  'an upload that is killed goes on with what is missing',
  async () => {
    addBootableImage(workspace, 'other', shellSteps('echo other > /etc/other'));
    await build('other');
    let kill = () => {};
    const args = ['publish', '-to=azure', '-without-tests=other', 'images/other'];
    const killed = workspace.run(azure.variables, args, (pid) => {
      if (pid !== undefined) kill = () => process.kill(pid, 'SIGKILL');
    });
    const journal = '.strata/publications/azure/other.upload.jsonl';
    while (!workspace.has(journal) || !workspace.read(journal).includes('sent')) await sleep(5);
    kill();
    expect((await killed).signal).toBe('SIGKILL');
    const { out } = await publish('other');
    expect(out).toContain('published as');
    expect((await (await findDisk('other')).getProperties()).metadata).toHaveProperty('strata_disk');
    expect(getVersions()).toContain('other versions 1.0.0');
  },
  PATIENCE,
);
