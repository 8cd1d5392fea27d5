import {
  AnonymousCredential,
  BlobSASPermissions,
  BlobServiceClient,
  PageBlobClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { type Azurite, startAzurite } from '../../azurite';
import { azuriteBlobs, seedStorageAccount } from '../index';
import { type Bed, group, home, openBed, soon } from '../testing/bed';
import { makeVhd } from '../testing/make-vhd';

const MIB = 2 ** 20;
const anybody = new AnonymousCredential();
let azurite: Azurite;
let bed: Bed;
let storageAccountId: string;
beforeAll(async () => {
  azurite = await startAzurite();
  bed = await openBed({ blobs: azuriteBlobs(azurite) });
  storageAccountId = seedStorageAccount(bed.fake.cloud, { group });
  await open().createIfNotExists();
});
afterAll(async () => {
  await bed[Symbol.asyncDispose]();
  await azurite.close();
});

const open = () =>
  new BlobServiceClient(
    azurite.accountUrl,
    new StorageSharedKeyCredential(azurite.account, azurite.key),
  ).getContainerClient('vhds');

async function putVhd(name: string, content = makeVhd()): Promise<string> {
  const blob = open().getPageBlobClient(name);
  await blob.create(content.length);
  await blob.uploadPages(content, 0, content.length);
  return blob.url;
}

async function shareBlob(name: string, permissions: string): Promise<string> {
  const blob = open().getBlockBlobClient(name);
  const expiresOn = new Date(Date.now() + 600_000);
  return await blob.generateSasUrl({
    expiresOn,
    permissions: BlobSASPermissions.parse(permissions),
    version: '2020-12-06',
  });
}

test('a version is made of a real page blob, which only the account can read', async () => {
  const uri = await putVhd('good.vhd');
  const { compute } = bed;
  await compute.galleries.createOrUpdate(group, 'golden', { location: home }, soon);
  const identifier = { publisher: 'p', offer: 'o', sku: 's' };
  const definition = { location: home, osType: 'Linux', osState: 'Generalized', identifier } as const;
  await compute.galleryImages.createOrUpdate(group, 'golden', 'web', definition, soon);
  const put = (version: string, given: string) => {
    const storageProfile = { osDiskImage: { source: { uri: given, storageAccountId } } };
    const body = { location: home, storageProfile };
    return compute.galleryImageVersions.createOrUpdate(group, 'golden', 'web', version, body, soon);
  };
  expect(await put('1.0.0', uri)).toMatchObject({ provisioningState: 'Succeeded' });
  await expect(put('1.0.1', `${uri}x`)).rejects.toThrow('does not exist');
  await expect(put('1.0.2', await putVhd('bad.vhd', Buffer.alloc(1024)))).rejects.toThrow('conectix');
});

test('a disk is written by its address alone, until that is taken back', async () => {
  const size = 20 * MIB + 512;
  const creationData = { createOption: 'Upload', uploadSizeBytes: size };
  await bed.compute.disks.createOrUpdate(group, 'direct', { location: home, creationData }, soon);
  const grant = (access: 'Read' | 'Write') =>
    bed.compute.disks.grantAccess(group, 'direct', { access, durationInSeconds: 600 }, soon);
  const { accessSAS = '' } = await grant('Write');
  const vhd = makeVhd({ bytes: 20 * MIB });
  const blob = new PageBlobClient(accessSAS, anybody);
  await blob.uploadPages(vhd.subarray(size - 512), size - 512, 512);
  await bed.compute.disks.revokeAccess(group, 'direct', soon);
  await expect(blob.uploadPages(Buffer.alloc(512), 0, 512)).rejects.toMatchObject({ statusCode: 403 });
  const { accessSAS: reading = '' } = await grant('Read');
  const footer = await new PageBlobClient(reading, anybody).downloadToBuffer(size - 512, 512);
  expect(footer.equals(vhd.subarray(size - 512))).toBe(true);
});

test('a copy of an imported disk has what it had', async () => {
  const sourceUri = await putVhd('import.vhd');
  const imported = { createOption: 'Import', sourceUri, storageAccountId };
  await bed.compute.disks.createOrUpdate(group, 'imported', { location: home, creationData: imported }, soon);
  await open().getPageBlobClient('import.vhd').delete();
  const sourceResourceId = bed.id('Microsoft.Compute/disks/imported');
  const copied = { createOption: 'Copy', sourceResourceId };
  await bed.compute.snapshots.createOrUpdate(group, 'copied', { location: home, creationData: copied }, soon);
  const data = { access: 'Read', durationInSeconds: 600 };
  const { accessSAS = '' } = await bed.compute.snapshots.grantAccess(group, 'copied', data, soon);
  const content = await new PageBlobClient(accessSAS, anybody).downloadToBuffer();
  expect(content.equals(makeVhd())).toBe(true);
});

test('a package of an application is read by its address', async () => {
  const { compute } = bed;
  await open().getBlockBlobClient('agent.tar').upload('package', 7);
  await compute.galleries.createOrUpdate(group, 'tools', { location: home }, soon);
  const application = { location: home, supportedOSType: 'Linux' } as const;
  await compute.galleryApplications.createOrUpdate(group, 'tools', 'agent', application, soon);
  const put = (version: string, mediaLink: string) => {
    const manageActions = { install: 'true', remove: 'true' };
    const body = { location: home, publishingProfile: { source: { mediaLink }, manageActions } };
    return compute.galleryApplicationVersions.createOrUpdate(group, 'tools', 'agent', version, body, soon);
  };
  const shared = await shareBlob('agent.tar', 'r');
  expect(await put('1.0.0', shared)).toMatchObject({ provisioningState: 'Succeeded' });
  await expect(put('1.0.1', shared.replace(/sig=.{6}/, 'sig=AAAAAA'))).rejects.toThrow('SAS is not valid');
  await expect(put('1.0.2', shared.split('?')[0] ?? '')).rejects.toThrow(/SAS is not valid|does not exist/);
  await expect(put('1.0.3', await shareBlob('absent.tar', 'r'))).rejects.toThrow('does not exist');
});
