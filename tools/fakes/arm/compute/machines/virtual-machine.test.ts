import type { VirtualMachine } from '@azure/arm-compute';
import { tableBlobs } from '../../index';
import { type Bed, group, home, openBed, soon } from '../../testing/bed';
import { keyPath, makeInterface, makeMachineBody, putMachine } from '../../testing/make-machine';

let bed: Bed;
let nic: string;
beforeEach(async () => {
  bed = await openBed({ blobs: tableBlobs() });
  nic = await makeInterface(bed);
});
afterEach(() => bed[Symbol.asyncDispose]());

const listIds = () => bed.fake.cloud.resources.all().map(({ id }) => id.split('/').at(-1));
const put = (more: Partial<VirtualMachine> = {}) => putMachine(bed, makeMachineBody(nic, more));
const osProfile = (more: VirtualMachine['osProfile']) => {
  const { osProfile: usual } = makeMachineBody(nic);
  return { osProfile: { ...usual, ...more } };
};
const stop = () => bed.compute.virtualMachines.deallocate(group, 'web', soon);
const generalize = () => bed.compute.virtualMachines.generalize(group, 'web');
const makeImage = (more: object = {}) =>
  bed.compute.images.createOrUpdate(
    group,
    'golden',
    {
      location: home,
      hyperVGeneration: 'V2',
      sourceVirtualMachine: { id: bed.id('Microsoft.Compute/virtualMachines/web') },
      ...more,
    },
    soon,
  );

test('a machine has its disk, and takes both it and its interface along', async () => {
  const made = await put();
  expect(made).toMatchObject({
    provisioningState: 'Succeeded',
    vmId: expect.any(String),
    storageProfile: { osDisk: { managedDisk: { id: bed.id('Microsoft.Compute/disks/os') } } },
  });
  expect(await bed.compute.disks.get(group, 'os')).toMatchObject({
    managedBy: made.id,
    diskState: 'Attached',
  });
  const removeDisk = () => bed.compute.disks.delete(group, 'os', soon);
  await expect(removeDisk()).rejects.toMatchObject({ code: 'OperationNotAllowed', statusCode: 409 });
  await expect(bed.resources.resources.beginDeleteByIdAndWait(nic, '2024-05-01', soon)).rejects.toMatchObject(
    {
      code: 'NicInUse',
    },
  );
  await bed.compute.virtualMachines.delete(group, 'web', soon);
  expect(listIds()).toEqual([group, 'net', 'default']);
});

test('a machine becomes an image, that a version, and that another machine', async () => {
  await put();
  await expect(generalize()).rejects.toMatchObject({ code: 'OperationNotAllowed', statusCode: 409 });
  await expect(makeImage()).rejects.toMatchObject({ code: 'OperationNotAllowed' });
  await stop();
  await generalize();
  await expect(bed.compute.virtualMachines.start(group, 'web', soon)).rejects.toMatchObject({
    statusCode: 409,
  });
  await expect(makeImage({ hyperVGeneration: 'V1' })).rejects.toMatchObject({ statusCode: 409 });
  const image = await makeImage();
  expect(image.storageProfile?.osDisk).toMatchObject({ osType: 'Linux', osState: 'Generalized' });
  await bed.compute.galleries.createOrUpdate(group, 'gallery', { location: home }, soon);
  const definition = {
    location: home,
    osType: 'Linux',
    osState: 'Generalized',
    identifier: { publisher: 'p', offer: 'o', sku: 's' },
  } as const;
  await bed.compute.galleryImages.createOrUpdate(group, 'gallery', 'web', definition, soon);
  const source = { id: image.id ?? '' };
  const version = { location: home, storageProfile: { source } };
  await bed.compute.galleryImageVersions.createOrUpdate(group, 'gallery', 'web', '1.0.0', version, soon);
  const latest = { imageReference: { id: bed.id('Microsoft.Compute/galleries/gallery/images/web') } };
  const body = makeMachineBody(await makeInterface(bed, 'other'));
  const osDisk = { createOption: 'FromImage' };
  await putMachine(bed, { ...body, storageProfile: { ...latest, osDisk } }, 'second');
  const view = await bed.compute.virtualMachines.instanceView(group, 'second');
  expect(view).toMatchObject({
    hyperVGeneration: 'V2',
    statuses: [{ code: 'ProvisioningState/succeeded' }, { code: 'PowerState/running' }],
  });
});

test.each<[string, () => Partial<VirtualMachine>, string]>([
  ['a size that there is not', () => ({ hardwareProfile: { vmSize: 'Huge' } }), 'not valid'],
  ['an image that there is not', () => ({ storageProfile: reference('Nobody') }), "platform image 'Nobody"],
  ['a user that may not be', () => osProfile({ adminUsername: 'root' }), 'Admin Username'],
  [
    'another path of the key',
    () => osProfile({ linuxConfiguration: keyAt('/root/keys', 'ssh-ed25519 A') }),
    'default value',
  ],
  [
    'a key that is none',
    () => osProfile({ linuxConfiguration: keyAt(keyPath, 'key') }),
    'keyData is invalid',
  ],
  ['no key and no password', () => osProfile({ linuxConfiguration: {} }), 'adminPassword'],
  ['a name that is too long', () => osProfile({ computerName: 'x'.repeat(65) }), 'more than 64'],
  ['data that is not Base64', () => osProfile({ customData: '#!/bin/sh' }), 'Base64'],
  ['no interface', () => ({ networkProfile: {} }), 'networkInterfaces'],
  ['an interface that is not there', () => ({ networkProfile: interfaces('absent') }), 'was not found'],
  ['an application that is not there', () => applications('absent'), 'is not available'],
  [
    'too many applications',
    () => applications(...Array.from({ length: 26 }, (_, index) => `a${index}`)),
    'max=25',
  ],
  ['one application twice', () => applications('one', 'one'), 'More than one VM Application'],
])('a machine with %s is refused', async (_title, makeMore, words) => {
  await expect(put(makeMore())).rejects.toThrow(words);
  expect(listIds()).not.toContain('web');
});

const keyAt = (path: string, keyData: string) => ({
  disablePasswordAuthentication: true,
  ssh: { publicKeys: [{ path, keyData }] },
});
const reference = (publisher: string) => ({
  imageReference: { publisher, offer: 'debian-12', sku: '12-gen2', version: 'latest' },
  osDisk: { createOption: 'FromImage' },
});
const interfaces = (name: string) => ({
  networkInterfaces: [{ id: bed.id(`Microsoft.Network/networkInterfaces/${name}`) }],
});
const applications = (...names: string[]) => ({
  applicationProfile: {
    galleryApplications: names.map((name) => ({
      packageReferenceId: bed.id(`Microsoft.Compute/galleries/g/applications/${name}/versions/1.0.0`),
    })),
  },
});

test('more processors than the quota, and a size that is not offered, are refused at once', async () => {
  const { limits } = bed.fake.cloud;
  limits.cores = 1;
  await expect(put()).rejects.toMatchObject({
    code: 'OperationNotAllowed',
    message: expect.stringContaining('exceeding approved Total Regional Cores quota'),
  });
  limits.cores = 100;
  limits.notOffered.add('Standard_D2s_v5');
  await expect(put()).rejects.toMatchObject({ code: 'SkuNotAvailable' });
});

test('a size without room fails later, and keeps its interface for three minutes', async () => {
  bed.fake.cloud.limits.exhausted.add(`Standard_D2s_v5/${home}`);
  await expect(put()).rejects.toThrow('AllocationFailed');
  expect(await bed.compute.virtualMachines.get(group, 'web')).toMatchObject({ provisioningState: 'Failed' });
  bed.fake.cloud.limits.exhausted.clear();
  await expect(putMachine(bed, makeMachineBody(nic), 'other')).rejects.toMatchObject({
    code: 'NicReservedForAnotherVm',
  });
  await expect(bed.resources.resources.beginDeleteByIdAndWait(nic, '2024-05-01', soon)).rejects.toMatchObject(
    {
      code: 'NicReservedForAnotherVm',
    },
  );
  bed.fake.cloud.clock.advance(180_000);
  await putMachine(bed, makeMachineBody(nic), 'other');
});

test('what was said once in secret is not shown', async () => {
  const secret = 'Pass-word-1';
  await put(osProfile({ adminPassword: secret, customData: Buffer.from(secret).toString('base64') }));
  const shown = JSON.stringify(
    await bed.compute.virtualMachines.get(group, 'web', { expand: 'instanceView' }),
  );
  expect(shown).toContain('adminUsername');
  expect(shown).not.toContain(secret);
  expect(shown).not.toContain('customData');
});

test('custom data may be said again, and never be changed', async () => {
  const say = (text: string) => put(osProfile({ customData: Buffer.from(text).toString('base64') }));
  await say('first');
  await expect(say('first')).resolves.toMatchObject({ name: 'web' });
  await expect(say('second')).rejects.toMatchObject({ code: 'PropertyChangeNotAllowed' });
});

test('a specialized image has its users already', async () => {
  await put();
  await bed.compute.galleries.createOrUpdate(group, 'gallery', { location: home }, soon);
  const identifier = { publisher: 'p', offer: 'o', sku: 's' };
  const definition = { location: home, osType: 'Linux', osState: 'Specialized', identifier } as const;
  await bed.compute.galleryImages.createOrUpdate(group, 'gallery', 'web', definition, soon);
  const source = { virtualMachineId: bed.id('Microsoft.Compute/virtualMachines/web') };
  const version = { location: home, storageProfile: { source } };
  await bed.compute.galleryImageVersions.createOrUpdate(group, 'gallery', 'web', '1.0.0', version, soon);
  const id = bed.id('Microsoft.Compute/galleries/gallery/images/web/versions/1.0.0');
  const storageProfile = { imageReference: { id }, osDisk: { createOption: 'FromImage' } };
  const { osProfile: profile, ...rest } = makeMachineBody(await makeInterface(bed, 'other'), {
    storageProfile,
  });
  await expect(
    putMachine(bed, { ...rest, ...(profile && { osProfile: profile }) }, 'second'),
  ).rejects.toThrow("'osProfile' is not allowed");
  await putMachine(bed, rest, 'second');
  const card = bed.fake.cloud.resources.find(await makeInterface(bed, 'far'));
  if (card) card.envelope = { location: 'eastus' };
  const networkProfile = { networkInterfaces: [{ id: card?.id ?? '' }] };
  await expect(
    putMachine(bed, { ...rest, networkProfile, location: 'eastus' }, 'third'),
  ).rejects.toMatchObject({
    code: 'GalleryImageNotFound',
    statusCode: 404,
  });
});
