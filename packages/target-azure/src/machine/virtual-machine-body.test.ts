import { getArmOptions } from '../testing/run-arm';
import { createNames } from './names';
import { createMachineBody, type Launch } from './virtual-machine-body';
import type { Work } from './work';

type Given = Readonly<Record<string, unknown>>;

const launch: Launch = {
  source: { reference: { publisher: 'Debian', offer: 'debian-12', sku: '12-gen2', version: 'latest' } },
  networkInterfaceId: '/nic',
  account: undefined,
  customData: undefined,
  userData: undefined,
};
const GALLERY = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/galleries/n/images/i';
const IMAGE = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/images/golden';
const SET = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/diskEncryptionSets/s';

/** The body of a machine, of which a test says no more than it is about. */
function create(given: Given = {}, source: Launch['source'] = launch.source) {
  const options = getArmOptions(given);
  const work = {
    ...{ options, system: 'Linux', tags: {} },
    names: createNames(options, {}),
    place: { location: 'westeurope', group: 'g', isOwn: true },
    session: { cloud: { storageSuffix: 'core.chinacloudapi.cn' } },
  } as unknown as Work;
  return createMachineBody(work, { ...launch, source });
}

test.each([
  ['an account by its name', 'diag', 'https://diag.blob.core.chinacloudapi.cn'],
  ['an account by its address', 'https://diag.example/', 'https://diag.example/'],
])('%s keeps the boot diagnostics', (_, account, storageUri) => {
  const { diagnosticsProfile } = create({ boot_diag_storage_account: account });
  expect(diagnosticsProfile).toEqual({ bootDiagnostics: { enabled: true, storageUri } });
});

test.each<[string, Given, unknown]>([
  ['nothing is said', {}, undefined],
  ['a key of the host is refused', { encryption_at_host: false }, undefined],
  ['a key of the host is wanted', { encryption_at_host: true }, { encryptionAtHost: true }],
  ['a kind of machine is named', { security_type: 'TrustedLaunch' }, { securityType: 'TrustedLaunch' }],
  [
    'a TPM is wanted',
    { vtpm_enabled: true },
    { securityType: 'TrustedLaunch', uefiSettings: { secureBootEnabled: false, vTpmEnabled: true } },
  ],
])('what is secured when %s', (_, given, profile) => {
  expect(create(given).securityProfile).toEqual(profile);
});

test.each<[string, Given, Launch['source'], unknown]>([
  ['the marketplace', {}, launch.source, { storageAccountType: 'Standard_LRS' }],
  ['a managed image', {}, { reference: { id: IMAGE } }, { storageAccountType: 'Standard_LRS' }],
  ['a gallery', {}, { reference: { id: GALLERY } }, undefined],
  ['a gallery of others', {}, { reference: { communityGalleryImageId: '/CommunityGalleries/a' } }, undefined],
  [
    'a gallery, where the template says more',
    { managed_image_storage_account_type: 'Premium_LRS', disk_encryption_set_id: SET },
    { reference: { id: `${GALLERY}/versions/1.0.0` } },
    { storageAccountType: 'Premium_LRS', diskEncryptionSet: { id: SET } },
  ],
])('the kind of disk of an image of %s', (_, given, source, disk) => {
  expect(create(given, source).storageProfile?.osDisk?.managedDisk).toEqual(disk);
});

test('the state of a confidential machine is encrypted, whatever the template leaves out', () => {
  const { storageProfile } = create({ security_type: 'ConfidentialVM' });
  expect(storageProfile?.osDisk?.managedDisk).toMatchObject({
    securityProfile: { securityEncryptionType: 'VMGuestStateOnly' },
  });
});

test('further disks take the numbers that those of the source leave', () => {
  const source = { reference: { id: IMAGE }, dataDisks: [0, 2] };
  const { storageProfile } = create({ disk_additional_size: [32, 64] }, source);
  expect(
    storageProfile?.dataDisks?.map(({ lun, createOption, diskSizeGB }) => [lun, createOption, diskSizeGB]),
  ).toEqual([
    [0, 'FromImage', undefined],
    [2, 'FromImage', undefined],
    [1, 'Empty', 32],
    [3, 'Empty', 64],
  ]);
});

test('disks of the source come by themselves where no others are wanted', () => {
  const { storageProfile } = create({}, { reference: { id: IMAGE }, dataDisks: [0] });
  expect(storageProfile).not.toHaveProperty('dataDisks');
});
