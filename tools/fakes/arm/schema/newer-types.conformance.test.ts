import { tableBlobs } from '../blobs/table-blobs';
import type { JsonObject } from '../json';
import { seedStorageAccount } from '../seed/seed-storage-account';
import { group, home, openBed, soon } from '../testing/bed';
import { makeInterface, makeMachineBody, putMachine } from '../testing/make-machine';
import { makeVhd } from '../testing/make-vhd';
import { areNewerTypesPresent, readNewerTypes } from './newer-types';
import { checkCompute } from './type-data';

const identifier = { publisher: 'p', offer: 'o', sku: 's' };
const definition = { location: home, osType: 'Linux', osState: 'Generalized', identifier } as const;

/** Everything that images, machines and applications are made by, as the SDK writes it. */
async function makeEverything() {
  const blobs = tableBlobs();
  await using bed = await openBed({ blobs });
  const { compute, fake } = bed;
  const storageAccountId = seedStorageAccount(fake.cloud, { group });
  const uri = blobs.put('disk.vhd', { content: makeVhd() });
  await compute.galleries.createOrUpdate(group, 'golden', { location: home, tags: { a: 'b' } }, soon);
  await compute.galleryImages.createOrUpdate(group, 'golden', 'web', definition, soon);
  const publishingProfile = {
    targetRegions: [{ name: home, regionalReplicaCount: 1 }],
    replicationMode: 'Full',
    excludeFromLatest: true,
  };
  const version = {
    location: home,
    storageProfile: { osDiskImage: { source: { uri, storageAccountId } } },
    publishingProfile,
  };
  await compute.galleryImageVersions.createOrUpdate(group, 'golden', 'web', '1.0.0', version, soon);
  await compute.galleryApplications.createOrUpdate(
    group,
    'golden',
    'agent',
    { location: home, supportedOSType: 'Linux' },
    soon,
  );
  const packageProfile = {
    source: { mediaLink: uri },
    manageActions: { install: 'true', remove: 'true' },
    settings: { packageFileName: 'a' },
  };
  await compute.galleryApplicationVersions.createOrUpdate(
    group,
    'golden',
    'agent',
    '1.0.0',
    { location: home, publishingProfile: packageProfile },
    soon,
  );
  const creationData = { createOption: 'Import', sourceUri: uri, storageAccountId };
  await compute.disks.createOrUpdate(
    group,
    'disk',
    { location: home, creationData, osType: 'Linux', hyperVGeneration: 'V2' },
    soon,
  );
  await putMachine(bed, makeMachineBody(await makeInterface(bed)));
  await compute.virtualMachines.deallocate(group, 'web', soon);
  await compute.virtualMachines.generalize(group, 'web');
  const sourceVirtualMachine = { id: bed.id('Microsoft.Compute/virtualMachines/web') };
  await compute.images.createOrUpdate(
    group,
    'image',
    { location: home, hyperVGeneration: 'V2', sourceVirtualMachine },
    soon,
  );
  return fake.log.mutating().filter(({ method }) => method === 'PUT');
}

describe('the newest type data', () => {
  if (!areNewerTypesPresent()) {
    test.todo('left out: the folder ../shared/prototypes/azure/types is not here');
    return;
  }
  const checkNewer = readNewerTypes();

  test('takes every body that the fake takes', async () => {
    const calls = await makeEverything();
    const judged = calls.map(({ type, input }) => ({ type, problems: checkNewer(type, input) }));
    expect(judged.filter(({ problems }) => problems === undefined || problems.length > 0)).toEqual([]);
    expect(new Set(judged.map(({ type }) => type)).size).toBe(10);
  });

  test.each<[string, JsonObject]>([
    [
      'unknown',
      { location: home, properties: { osType: 'Linux', osState: 'Generalized', identifier, size: 3 } },
    ],
    ['missing', { location: home, properties: { osType: 'Linux', osState: 'Generalized', identifier: {} } }],
    ['value', { location: home, properties: { osType: 'Plan9', osState: 'Generalized', identifier } }],
    [
      'type',
      { location: home, properties: { osType: 'Linux', osState: 'Generalized', identifier, description: 3 } },
    ],
    [
      'readOnly',
      {
        location: home,
        properties: { osType: 'Linux', osState: 'Generalized', identifier, provisioningState: 'Succeeded' },
      },
    ],
  ])('refuses a body with something %s as the older does', (kind, body) => {
    const kinds = (problems: readonly { readonly kind: string }[] = []) => [
      ...new Set(problems.map((one) => one.kind)),
    ];
    expect(kinds(checkNewer('Microsoft.Compute/galleries/images', body))).toEqual([kind]);
    expect(kinds(checkCompute('GalleryImage')(body))).toEqual([kind]);
  });
});
