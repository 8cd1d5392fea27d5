import type { CreationData } from '@azure/arm-compute';
import { seedStorageAccount, tableBlobs } from '../../index';
import { type Bed, group, home, openBed, soon } from '../../testing/bed';
import { makeVhd } from '../../testing/make-vhd';

const MIB = 2 ** 20;
const blobs = tableBlobs();
let bed: Bed;
let storageAccountId: string;
beforeAll(async () => {
  bed = await openBed({ blobs });
  storageAccountId = seedStorageAccount(bed.fake.cloud, { group });
});
afterAll(() => bed[Symbol.asyncDispose]());

const put = (name: string, creationData: CreationData, more: object = {}) =>
  bed.compute.disks.createOrUpdate(group, name, { location: home, creationData, ...more }, soon);
const grant = (name: string, access: 'Read' | 'Write') =>
  bed.compute.disks.grantAccess(group, name, { access, durationInSeconds: 600 }, soon);
const revoke = (name: string) => bed.compute.disks.revokeAccess(group, name, soon);
const upload = { createOption: 'Upload', uploadSizeBytes: 20 * MIB + 512 };

test('a disk is made of a blob', async () => {
  const sourceUri = blobs.put('good.vhd', { content: makeVhd({ bytes: 2 * MIB }), open: false });
  const made = await put('imported', { createOption: 'Import', sourceUri, storageAccountId });
  expect(made).toMatchObject({ diskSizeBytes: 2 * MIB, diskSizeGB: 1, diskState: 'Unattached' });
});

test('a disk is uploaded to by an address that ends, and stands until then', async () => {
  expect(await put('uploaded', upload)).toMatchObject({ diskState: 'ReadyToUpload' });
  await expect(grant('uploaded', 'Read')).rejects.toMatchObject({ code: 'OperationNotAllowed' });
  const { accessSAS = '' } = await grant('uploaded', 'Write');
  expect(accessSAS).toContain('sig=');
  await expect(bed.compute.disks.delete(group, 'uploaded', soon)).rejects.toMatchObject({
    message: expect.stringContaining('active shared access signature'),
  });
  await expect(grant('uploaded', 'Write')).rejects.toMatchObject({ statusCode: 409 });
  const name = new URL(accessSAS).pathname.slice(1);
  await expect(revoke('uploaded')).rejects.toThrow('conectix');
  blobs.put(name, { content: makeVhd({ bytes: 20 * MIB, size: 21 * MIB }) });
  await expect(revoke('uploaded')).rejects.toThrow('says');
  expect(await bed.compute.disks.get(group, 'uploaded')).toMatchObject({ diskState: 'ActiveUpload' });
  blobs.put(name, { content: makeVhd({ bytes: 20 * MIB }) });
  await revoke('uploaded');
  expect(await bed.compute.disks.get(group, 'uploaded')).toMatchObject({ diskState: 'Unattached' });
  await expect(grant('uploaded', 'Write')).rejects.toMatchObject({ statusCode: 409 });
  await bed.compute.disks.delete(group, 'uploaded', soon);
});

test('a snapshot is a copy of a disk', async () => {
  await put('original', { createOption: 'Empty' }, { diskSizeGB: 4, osType: 'Linux' });
  const sourceResourceId = bed.id('Microsoft.Compute/disks/original');
  const creationData = { createOption: 'Copy', sourceResourceId };
  const made = await bed.compute.snapshots.createOrUpdate(
    group,
    'copy',
    { location: home, creationData },
    soon,
  );
  expect(made).toMatchObject({ osType: 'Linux', provisioningState: 'Succeeded' });
});

test.each<[string, () => CreationData, string]>([
  ['an unknown option', () => ({ createOption: 'Wish' }), 'Allowed values'],
  ['no size', () => ({ createOption: 'Empty' }), 'diskSizeGB'],
  ['no account', () => ({ createOption: 'Import', sourceUri: 'x' }), 'storageAccountId'],
  [
    'an account that is not there',
    () => ({ createOption: 'Import', sourceUri: 'x', storageAccountId: '/absent' }),
    'was not found',
  ],
  ['an upload of odd size', () => ({ createOption: 'Upload', uploadSizeBytes: 20 * MIB }), 'out of range'],
  [
    'an upload that is too small',
    () => ({ createOption: 'Upload', uploadSizeBytes: MIB + 512 }),
    'out of range',
  ],
  [
    'a source that is not there',
    () => ({ createOption: 'Copy', sourceResourceId: '/absent' }),
    'was not found',
  ],
])('a disk of %s is refused', async (_title, makeData, words) => {
  await expect(put('refused', makeData())).rejects.toThrow(words);
});

test('a disk keeps what it was made of, and never shrinks', async () => {
  await put('kept', { createOption: 'Empty' }, { diskSizeGB: 8 });
  await expect(put('kept', upload)).rejects.toMatchObject({ code: 'PropertyChangeNotAllowed' });
  await expect(bed.compute.disks.update(group, 'kept', { diskSizeGB: 4 }, soon)).rejects.toThrow(
    'smaller size',
  );
});

test('a managed image is made of a blob that is named as one', async () => {
  const make = (blobUri: string) =>
    bed.compute.images.createOrUpdate(
      group,
      'of-blob',
      {
        location: home,
        hyperVGeneration: 'V2',
        storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', blobUri } },
      },
      soon,
    );
  await expect(make(blobs.put('disk.raw', { content: makeVhd() }))).rejects.toThrow(".vhd'");
  await expect(make(blobs.put('bad.vhd', { content: Buffer.alloc(1024) }))).rejects.toThrow('conectix');
  await bed.compute.images.delete(group, 'of-blob', soon);
  expect(await make(blobs.put('image.vhd', { content: makeVhd() }))).toMatchObject({ name: 'of-blob' });
});
