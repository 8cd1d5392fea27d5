import { getArmOptions } from '../testing/run-arm';
import { createVersionBody } from './gallery-version-body';
import { createNames } from './names';
import type { Work } from './work';

type Given = Readonly<Record<string, unknown>>;

const set = (name: string) =>
  `/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/diskEncryptionSets/${name}`;

/** What is said of the regions of a version that a machine in West Europe becomes. */
function listRegions(destination: Given, more: Given = {}) {
  const options = getArmOptions({
    shared_image_gallery_destination: { gallery_name: 'ours', ...destination },
    ...more,
  });
  const work = {
    ...{ options, tags: {} },
    names: createNames(options, {}),
    place: { location: 'westeurope', group: 'g', isOwn: true },
    session: { subscription: '1' },
  } as unknown as Work;
  return createVersionBody(work, undefined).publishingProfile?.targetRegions;
}

const kept = { storageAccountType: 'Standard_LRS' };

test("the machine's own encryption set is that of its region, wherever the region is named", () => {
  const encryption = { osDiskImage: { diskEncryptionSetId: set('home') } };
  const more = { disk_encryption_set_id: set('home') };
  const home = { name: 'westeurope', ...kept, encryption };
  const north = { name: 'northeurope', ...kept };
  expect(listRegions({}, more)).toEqual([home]);
  expect(listRegions({ replication_regions: ['North Europe'] }, more)).toEqual([north, home]);
  expect(listRegions({ replication_regions: ['West Europe', 'North Europe'] }, more)).toEqual([home, north]);
});

test.each<[string, Given, Given]>([
  ['EncryptedWithCmk', { disk_encryption_set_id: set('a') }, { secureVMDiskEncryptionSetId: set('a') }],
  ['EncryptedWithPmk', { disk_encryption_set_id: set('a') }, {}],
  ['EncryptedVMGuestStateOnlyWithPmk', {}, {}],
])('a version of a confidential machine is encrypted by %s', (type, more, key) => {
  expect(listRegions({ confidential_vm_image_encryption_type: type }, more)).toEqual([
    {
      ...{ name: 'westeurope', ...kept },
      encryption: { osDiskImage: { securityProfile: { confidentialVMEncryptionType: type, ...key } } },
    },
  ]);
});

test.each([
  [0, undefined],
  [3, 3],
  [400, 100],
])('%d replicas are %s', (replicas, count) => {
  const regions = listRegions({
    storage_account_type: '',
    target_region: [{ name: 'West Europe', replicas }],
  });
  expect(regions).toEqual([
    { name: 'westeurope', ...kept, ...(count !== undefined && { regionalReplicaCount: count }) },
  ]);
});
