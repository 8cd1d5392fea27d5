import type { Diagnostic } from '@strata/diagnostics';
import { Secret, UNKNOWN_TEXT } from '@strata/sdk';
import { armSchema } from './schema';

type Options = Readonly<Record<string, unknown>>;

/** Enough for a build. */
const whole: Options = {
  communicator: 'ssh',
  os_type: 'Linux',
  location: 'westeurope',
  image_publisher: 'Debian',
  image_offer: 'debian-12',
  image_sku: '12-gen2',
  managed_image_name: 'golden-1',
  managed_image_resource_group_name: 'images',
};

function check(options: Options): readonly Diagnostic[] {
  const write = (option: string, value: string) => `${option} = ${value}`;
  return (armSchema.rules ?? []).flatMap((rule) => rule({ ...whole, ...options }, () => undefined, write));
}

const version =
  '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/galleries/n/images/i/versions/1.0.0';
const noPlatform: Options = { image_publisher: '', image_offer: '', image_sku: '' };
const noManaged: Options = { managed_image_name: '', managed_image_resource_group_name: '' };
const gallery: Options = {
  resource_group: 'images',
  gallery_name: 'ours',
  image_name: 'golden',
  image_version: '1.2.3',
};
const intoGallery = (more: Options = {}): Options => ({
  ...noManaged,
  shared_image_gallery_destination: { ...gallery, ...more },
});

test.each<[string, Options]>([
  ['the least that there can be', {}],
  ['variables that nobody set', { image_url: '', security_type: '', public_ip_sku: '', license_type: '' }],
  ['a system in any case', { os_type: 'windows', license_type: 'windows_server' }],
  ['a group that is there', { location: '', build_resource_group_name: 'builds_(1)' }],
  [
    'a managed image',
    { ...noPlatform, custom_managed_image_name: 'a', custom_managed_image_resource_group_name: 'b' },
  ],
  ['an image of a gallery by its id', { ...noPlatform, shared_image_gallery: { id: version } }],
  [
    'an image of a gallery by its names',
    {
      ...noPlatform,
      shared_image_gallery: { subscription: 's', resource_group: 'g', gallery_name: 'n', image_name: 'i' },
    },
  ],
  ['a gallery', intoGallery()],
  ['a block of a gallery without a gallery', { shared_image_gallery_destination: { gallery_name: '' } }],
  ['a gallery beside a managed image', { shared_image_gallery_destination: gallery }],
  [
    'a VHD',
    { ...noManaged, capture_container_name: 'images', storage_account: 'a', resource_group_name: 'b' },
  ],
  [
    'a VHD beside a managed image',
    {
      capture_container_name: 'abc',
      capture_name_prefix: 'a/b-',
      storage_account: 'a',
      resource_group_name: 'b',
    },
  ],
  [
    'a block of an image of a gallery that variables left empty',
    { shared_image_gallery: { gallery_name: '', image_version: '' } },
  ],
  [
    'what nobody knows before a data source was asked',
    {
      ...intoGallery({
        image_version: UNKNOWN_TEXT,
        storage_account_type: UNKNOWN_TEXT,
        confidential_vm_image_encryption_type: UNKNOWN_TEXT,
        replication_regions: [UNKNOWN_TEXT, UNKNOWN_TEXT],
      }),
      spot: { eviction_policy: UNKNOWN_TEXT },
    },
  ],
  ['tags', { azure_tags: tags(48) }],
  ['a password of three kinds', { communicator: 'winrm', winrm_password: new Secret('Geheim-is-it') }],
  ['a test of provisioners', { ...noManaged, skip_create_image: true }],
  ['addresses and ranges', { allowed_inbound_ip_addresses: ['203.0.113.7', '10.0.0.0/8', 'fd00::/8'] }],
  ['disks with numbers', { disk_additional_size: [32, 64], disk_additional_luns: [0, 5] }],
  ['controllers in any case', { disk_controller_type: 'nvme' }],
  ['a spot machine', { spot: { eviction_policy: 'Delete', max_price: 0.1 } }],
  ['a day', { shared_gallery_image_version_end_of_life_date: '2031-01-31' }],
  [
    'a confidential machine with a key of our own',
    {
      ...intoGallery({
        confidential_vm_image_encryption_type: 'EncryptedWithCmk',
        target_region: [{ name: 'westeurope', disk_encryption_set_id: set('a') }],
      }),
      security_type: 'ConfidentialVM',
      security_encryption_type: 'DiskWithVMGuestState',
      disk_encryption_set_id: set('a'),
    },
  ],
])('%s is accepted', (_, options) => {
  expect(check(options)).toEqual([]);
});

test.each<[string, string, Options]>([
  ['AZU030', 'Nothing says what the machine starts from', noPlatform],
  [
    'AZU031',
    'a VHD (`image_url`) and from an image of the marketplace',
    { ...noManaged, ...skip(), image_url: 'https://a/b' },
  ],
  ['AZU030', '`image_publisher` is given without `image_sku`', { image_sku: '' }],
  [
    'AZU031',
    'by `id` and by `gallery_name`',
    { ...noPlatform, shared_image_gallery: { id: 'a', gallery_name: 'b' } },
  ],
  ['AZU030', 'does not say which image', { ...noPlatform, shared_image_gallery: { subscription: 'a' } }],
  [
    'AZU031',
    'says all that `image_version` says',
    { ...noPlatform, shared_image_gallery: { id: version, image_version: '1.0.0' } },
  ],
  [
    'AZU030',
    'no `image_name`',
    { ...noPlatform, shared_image_gallery: { gallery_name: 'n', subscription: 's', resource_group: 'g' } },
  ],
  [
    'AZU030',
    'plan_info does not say the `plan_product`',
    { plan_info: { plan_name: 'a', plan_publisher: 'b' } },
  ],
  ['AZU031', 'the source is a VHD', { ...noPlatform, image_url: 'https://a/b' }],
  ['AZU030', '`os_type` is ""', { os_type: '' }],
  ['AZU032', '"BSD"; allowed are Linux and Windows', { os_type: 'BSD' }],
  ['AZU030', 'where the machine runs', { location: '' }],
  ['AZU031', 'names one that is there', { build_resource_group_name: 'a' }],
  ['AZU032', 'for Linux there are RHEL_BYOS and SLES_BYOS', { license_type: 'Windows_Server' }],
  ['AZU032', '"Stop"; allowed are Delete and Deallocate', { spot: { eviction_policy: 'Stop' } }],
  ['AZU030', 'no `eviction_policy`', { spot: { max_price: 1 } }],
  ['AZU032', '"me", which is no id', { user_assigned_managed_identities: ['me'] }],
  ['AZU031', 'about WinRM', { skip_create_build_key_vault: true }],
  ['AZU031', 'the machine has Linux', { custom_script: 'dir' }],
  ['AZU032', '`build_key_vault_sku` is "gold"', { build_key_vault_sku: 'gold' }],
  ['AZU031', 'the machine can ask for', { user_data: 'a', user_data_file: 'b' }],
  ['AZU031', 'cloud-init reads', { custom_data: 'a', custom_data_file: 'b' }],
  [
    'AZU031',
    'names a resource group to make',
    { location: '', build_resource_group_name: 'a', temp_resource_group_name: 'b' },
  ],
  ['AZU030', 'Nothing says what is made', noManaged],
  ['AZU030', 'without `managed_image_resource_group_name`', { managed_image_resource_group_name: '' }],
  ['AZU030', 'no `storage_account`', { ...noManaged, capture_container_name: 'images' }],
  ['AZU030', 'without `resource_group_name`', { storage_account: 'a' }],
  ['AZU031', '`vtpm_enabled` does not go with `managed_image_name`', { vtpm_enabled: true }],
  ['AZU031', '`security_type` does not go', { security_type: 'ConfidentialVM' }],
  ['AZU031', 'is `specialized`', { shared_image_gallery_destination: { ...gallery, specialized: true } }],
  ['AZU030', 'no `storage_account`', { capture_container_name: 'images' }],
  [
    'AZU032',
    'There would be 49 tags',
    {
      azure_tags: tags(47),
      azure_tag: [
        { name: 'b', value: 'c' },
        { name: 'd', value: 'e' },
      ],
    },
  ],
  [
    'AZU032',
    'There would be 50 tags',
    { azure_tags: tags(46), plan_info: { plan_name: 'a', plan_product: 'b', plan_publisher: 'c' } },
  ],
  ['AZU032', 'The name of a tag has 513', { azure_tags: { ['n'.repeat(513)]: 'a' } }],
  ['AZU032', 'The value of a tag has 257', { azure_tag: [{ name: 'a', value: 'v'.repeat(257) }] }],
  ['AZU032', '`winrm_password` is none', { communicator: 'winrm', winrm_password: new Secret('lowercase1') }],
  ['AZU032', '`winrm_password` is none', { communicator: 'winrm', winrm_password: new Secret('Shor7!') }],
  ['AZU032', 'what names begin with', { custom_resource_build_prefix: '-ours' }],
  [
    'AZU032',
    '`managed_image_storage_account_type` is "Fast"',
    { managed_image_storage_account_type: 'Fast' },
  ],
  ['AZU030', 'but no `image_version`', intoGallery({ image_version: '' })],
  ['AZU032', '"1.0"; Azure takes', intoGallery({ image_version: '1.0' })],
  ['AZU032', '2147483648', intoGallery({ image_version: '1.0.2147483648' })],
  ['AZU032', '`storage_account_type` of', intoGallery({ storage_account_type: 'GRS' })],
  [
    'AZU031',
    '`replication_regions` and `target_region`',
    intoGallery({ replication_regions: ['a'], target_region: [{ name: 'b' }] }),
  ],
  [
    'AZU031',
    '`shared_image_gallery_replica_count` and `target_region`',
    { ...intoGallery({ target_region: [{ name: 'b' }] }), shared_image_gallery_replica_count: 2 },
  ],
  [
    'AZU031',
    'goes to 2 regions',
    intoGallery({ use_shallow_replication: true, replication_regions: ['a', 'b'] }),
  ],
  ['AZU031', 'westeurope twice', intoGallery({ replication_regions: ['West Europe', 'westeurope'] })],
  ['AZU032', 'kept 101 times', intoGallery({ target_region: [{ name: 'b', replicas: 101 }] })],
  ['AZU032', '"soon", which is no time', { shared_gallery_image_version_end_of_life_date: 'soon' }],
  ['AZU032', '`security_type` is "Safe"', { security_type: 'Safe' }],
  ['AZU031', 'for confidential machines', { security_encryption_type: 'VMGuestStateOnly' }],
  [
    'AZU032',
    'allowed are EncryptedVMGuestStateOnlyWithPmk, since',
    {
      ...intoGallery({ confidential_vm_image_encryption_type: 'EncryptedWithPmk' }),
      security_type: 'ConfidentialVM',
      security_encryption_type: 'VMGuestStateOnly',
    },
  ],
  [
    'AZU031',
    'The region b has a `disk_encryption_set_id`',
    intoGallery({
      confidential_vm_image_encryption_type: 'EncryptedWithPmk',
      target_region: [{ name: 'b', disk_encryption_set_id: set('b') }],
    }),
  ],
  [
    'AZU030',
    'the machine has no `disk_encryption_set_id`',
    {
      ...intoGallery({ confidential_vm_image_encryption_type: 'EncryptedWithCmk' }),
      security_type: 'ConfidentialVM',
      security_encryption_type: 'DiskWithVMGuestState',
    },
  ],
  [
    'AZU032',
    '"EncryptedWithPmk"; allowed are EncryptedVMGuestStateOnlyWithPmk, since',
    {
      ...intoGallery({ confidential_vm_image_encryption_type: 'EncryptedWithPmk' }),
      security_type: 'ConfidentialVM',
    },
  ],
  [
    'AZU032',
    '"mine", which is no id of an encryption set',
    { ...intoGallery(), disk_encryption_set_id: 'mine' },
  ],
  ['AZU030', 'without `virtual_network_name`', { virtual_network_subnet_name: 'a' }],
  ['AZU032', '"everybody"', { allowed_inbound_ip_addresses: ['everybody'] }],
  ['AZU033', 'no such addresses any more', { public_ip_sku: 'basic' }],
  ['AZU032', '"Gold"; allowed is "Standard"', { public_ip_sku: 'Gold' }],
  ['AZU031', 'a network that is there', { virtual_network_name: 'a', public_ip_sku: 'Standard' }],
  [
    'AZU031',
    '`allowed_inbound_ip_addresses`.',
    { virtual_network_name: 'a', allowed_inbound_ip_addresses: ['10.0.0.1'] },
  ],
  ['AZU032', '`os_disk_size_gb` is 5000', { os_disk_size_gb: 5000 }],
  ['AZU032', 'sizes are whole GiB', { disk_additional_size: [0] }],
  ['AZU032', '2 numbers for the 1 disks', { disk_additional_size: [1], disk_additional_luns: [0, 1] }],
  ['AZU032', 'holds 3 twice', { disk_additional_size: [1, 1], disk_additional_luns: [3, 3] }],
  ['AZU032', 'begin at 0', { disk_additional_size: [1], disk_additional_luns: [-1] }],
  ['AZU031', 'goes with the build', { keep_os_disk: true }],
  ['AZU032', '`disk_caching_type` is "Always"', { disk_caching_type: 'Always' }],
  ['AZU032', '`disk_controller_type` is "IDE"', { disk_controller_type: 'IDE' }],
  ['AZU032', '"golden:1", which cannot be the name of an image', { managed_image_name: 'golden:1' }],
  ['AZU032', 'the name of a resource group', { managed_image_resource_group_name: 'images.' }],
  ['AZU032', 'the name of a snapshot', { managed_image_os_disk_snapshot_name: 'a-b' }],
  ['AZU032', 'what names begin with', { custom_resource_build_prefix: 'much-too-long' }],
])('%s tells of %s', (code, words, options) => {
  const problems = check(options);
  expect(problems.map((each) => each.code)).toEqual([code]);
  expect(problems[0]?.detail).toContain(words);
  expect(problems[0]?.hint).toMatch(/\.$/u);
});

function set(name: string): string {
  return `/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/diskEncryptionSets/${name}`;
}

function tags(count: number): Options {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, 'a']));
}

function skip(): Options {
  return { skip_create_image: true };
}
