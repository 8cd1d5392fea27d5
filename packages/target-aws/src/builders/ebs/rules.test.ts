import type { Diagnostic } from '@strata/diagnostics';
import type { BlockSchema } from '@strata/sdk';
import { blockDeviceSchema } from '../fields/block-device';
import { fastLaunchSchema } from '../fields/fast-launch';
import { metadataSchema } from '../fields/metadata';
import { ebsSchema } from './schema';

type Options = Readonly<Record<string, unknown>>;

function check(schema: BlockSchema, options: Options): readonly Diagnostic[] {
  const write = (option: string, value: string) => `${option} = ${value}`;
  return (schema.rules ?? []).flatMap((rule) => rule(options, () => undefined, write));
}

/** Enough for a build. */
const whole: Options = {
  communicator: 'ssh',
  ssh_username: 'admin',
  ami_name: 'web-1',
  source_ami: 'ami-1',
  instance_type: 't3.small',
};

const checkWhole = (options: Options) => check(ebsSchema, { ...whole, ...options });

test.each<[string, Options]>([
  ['the least that there can be', {}],
  ['variables that nobody set', { spot_price: '', imds_support: '', kms_key_id: '', ssh_interface: '' }],
  ['a filter with an owner', { source_ami: '', source_ami_filter: { owners: ['self'], filters: {} } }],
  [
    'a spot machine',
    { instance_type: '', spot_instance_types: ['c6i.large', 'c5.large'], spot_price: 'auto' },
  ],
  ['tags of a spot machine', { spot_price: '0.1', spot_tags: { a: 'b' }, fleet_tags: { a: 'b' } }],
  ['the image in three regions', { ami_regions: ['eu-west-1'], region: 'eu-central-1' }],
  [
    'keys in every form',
    {
      encrypt_boot: true,
      kms_key_id: 'arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-0123abcd',
      ami_regions: ['eu-west-1', 'us-gov-west-1'],
      region_kms_key_ids: { 'eu-west-1': '', 'us-gov-west-1': 'alias/images/web' },
    },
  ],
  ['others with a key of our own', { ami_users: ['1'], encrypt_boot: true, kms_key_id: 'alias/x' }],
  ['a tunnel', { ssh_interface: 'session_manager', iam_instance_profile: 'ssm' }],
  ['a key pair and its key', { ssh_keypair_name: 'k', ssh_private_key_file: 'k.pem' }],
  ['a host', { placement: { host_id: 'h-1', tenancy: 'host' } }],
  ['ranges of both versions', { temporary_security_group_source_cidrs: ['10.0.0.0/8', 'fd00::/8'] }],
  ['a day with a zone', { deprecate_at: '2031-01-02T03:04:05+01:00' }],
  ['unlimited credits of a t3a', { instance_type: 't3a.small', enable_unlimited_credits: true }],
])('%s is accepted', (_, options) => {
  expect(checkWhole(options)).toEqual([]);
});

test.each<[string, string, Options]>([
  ['AWS032', 'a length of 2;', { ami_name: 'ab' }],
  ['AWS032', 'a length of 129;', { ami_name: 'a'.repeat(129) }],
  ['AWS032', '":", "+" cannot', { ami_name: 'web 10:30+01' }],
  [
    'AWS031',
    'a key for eu-west-2',
    { ...locked(), region_kms_key_ids: { 'eu-west-2': '', 'eu-west-1': '' } },
  ],
  [
    'AWS030',
    'goes to eu-west-1',
    { ...locked(), region_kms_key_ids: { 'eu-west-2': '' }, ami_regions: ['eu-west-2', 'eu-west-1'] },
  ],
  ['AWS030', '`encrypt_boot` is not true', { kms_key_id: 'alias/x' }],
  ['AWS032', '"my key"', { encrypt_boot: true, kms_key_id: 'my key' }],
  ['AWS031', '`ami_users`', { ami_users: ['1'], encrypt_boot: true }],
  ['AWS031', '`snapshot_users`', { ...locked(), snapshot_users: ['1'] }],
  ['AWS031', '`ami_org_arns`', { ami_org_arns: ['a'], encrypt_boot: true }],
  ['AWS032', '`imds_support` is "v1"', { imds_support: 'v1' }],
  ['AWS032', '"tomorrow"', { deprecate_at: 'tomorrow' }],
  ['AWS032', 'multiples of 15', { snapshot_copy_duration_minutes: 20 }],
  ['AWS030', 'Nothing says what the machine starts from', { source_ami: '' }],
  ['AWS030', 'whose images', { source_ami: '', source_ami_filter: { filters: { name: 'x' } } }],
  ['AWS031', '`user_data_file`', { user_data: 'a', user_data_file: 'b' }],
  ['AWS030', 'what kind of machine', { instance_type: '' }],
  ['AWS031', 'both say what kind', { spot_instance_types: ['c5.large'], spot_price: 'auto' }],
  ['AWS030', 'without `spot_price`', { instance_type: '', spot_instance_types: ['c5.large'] }],
  ['AWS031', '`fleet_tags`', { fleet_tags: { a: 'b' } }],
  ['AWS031', '`spot_tag`', { spot_price: '0', spot_tag: [{ key: 'a', value: 'b' }] }],
  ['AWS032', '"cheapest"', { spot_price: '1', spot_allocation_strategy: 'cheapest' }],
  ['AWS031', '`ena_support`', { spot_price: '1', ena_support: true }],
  ['AWS031', 'the fleet chooses', { spot_price: '1', fallback_instance_types: ['t3a.small'] }],
  ['AWS031', 'have credits', { instance_type: 'm5.large', enable_unlimited_credits: true }],
  ['AWS031', 'for t2.micro', { instance_type: 't2.micro', spot_price: '1', enable_unlimited_credits: true }],
  ['AWS031', 'type t3.small cannot', { enable_nitro_enclave: true }],
  [
    'AWS031',
    '`spot_price` cannot',
    { instance_type: 'c6i.large', spot_price: '1', enable_nitro_enclave: true },
  ],
  ['AWS031', 'both name the capacity', { capacity_reservation_id: 'a', capacity_reservation_group_arn: 'b' }],
  ['AWS031', 'would choose it', { capacity_reservation_id: 'a', capacity_reservation_preference: 'open' }],
  ['AWS032', '"none", "open"', { capacity_reservation_preference: 'any' }],
  ['AWS032', '`tenancy` is "own"', { tenancy: 'own' }],
  ['AWS031', 'beside it', { tenancy: 'host', placement: { tenancy: 'host' } }],
  ['AWS031', '`tenancy` is "default"', { placement: { host_id: 'h-1', tenancy: 'default' } }],
  ['AWS031', 'both say which host', { placement: { host_id: 'h-1', host_resource_group_arn: 'a' } }],
  ['AWS032', '`shutdown_behavior` is "halt"', { shutdown_behavior: 'halt' }],
  ['AWS031', 'which groups', { security_group_id: 'sg-1', security_group_ids: ['sg-2'] }],
  ['AWS032', '"10.0.0.1"', { temporary_security_group_source_cidrs: ['10.0.0.1'] }],
  ['AWS032', '"10.0.0.0/33"', { temporary_security_group_source_cidrs: ['10.0.0.0/33'] }],
  ['AWS032', '`ssh_interface` is "public"', { ssh_interface: 'public' }],
  ['AWS030', 'no `iam_instance_profile`', { ssh_interface: 'session_manager' }],
  [
    'AWS031',
    'not "winrm"',
    {
      communicator: 'winrm',
      winrm_username: 'a',
      ssh_interface: 'session_manager',
      iam_instance_profile: 'x',
    },
  ],
  ['AWS030', 'private key of that pair', { ssh_keypair_name: 'k' }],
  ['AWS032', '"ecdsa"', { temporary_key_pair_type: 'ecdsa' }],
  [
    'AWS031',
    'encrypt its password',
    { communicator: 'winrm', winrm_username: 'a', temporary_key_pair_type: 'ed25519' },
  ],
  [
    'AWS031',
    'launch template for us-east-1',
    { region: 'eu-west-1', fast_launch: { region_launch_templates: [{ region: 'us-east-1' }] } },
  ],
  [
    'AWS031',
    'two launch templates',
    { fast_launch: { region_launch_templates: [{ region: 'a' }, { region: 'a' }] } },
  ],
])('%s tells of %s', (code, words, options) => {
  const problems = checkWhole(options);
  expect(problems.map((each) => each.code)).toEqual([code]);
  expect(problems[0]?.detail).toContain(words);
  expect(problems[0]?.hint).toMatch(/\.$/u);
});

/** Encrypted with the default key of a region. */
function locked(): Options {
  return { encrypt_boot: true, ami_regions: ['eu-west-1'], region_kms_key_ids: { 'eu-west-1': '' } };
}

test('options of old templates are warnings', () => {
  const options = { spot_price: '1', spot_price_auto_product: 'Linux', enable_t2_unlimited: true };
  const problems = checkWhole(options);
  expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
    ['AWS033', 'warning'],
    ['AWS033', 'warning'],
  ]);
});

const disk: Options = { device_name: '/dev/sdb' };

test.each<[Options, string | undefined]>([
  [{}, undefined],
  [{ volume_type: 'gp3', iops: 16_000, throughput: 1_000 }, undefined],
  [{ volume_type: 'io1', volume_size: 100, iops: 5_000 }, undefined],
  [{ device_name: '' }, 'no `device_name`'],
  [{ kms_key_id: 'k', encrypted: false }, '`encrypted` is false'],
  [{ volume_type: 'gp3', iops: 2_999 }, '3000 to 16000'],
  [{ volume_type: 'io2', volume_size: 10, iops: 99 }, '100 to 64000'],
  [{ volume_type: 'io1', volume_size: 10, iops: 501 }, '50 for each GiB'],
  [{ volume_type: 'gp2', throughput: 200 }, 'for gp3 alone'],
  [{ volume_type: 'gp3', throughput: 100 }, '125 to 1000'],
])('a disk of %j', (options, words) => {
  const problems = check(blockDeviceSchema, { ...disk, ...options });
  expect(problems.map(({ detail }) => detail)).toEqual(
    words === undefined ? [] : [expect.stringContaining(words)],
  );
});

test.each<[Options, string]>([
  [{ http_endpoint: 'on' }, '`http_endpoint` is "on"'],
  [{ http_tokens: 'always' }, '"required", "optional"'],
  [{ http_put_response_hop_limit: 65 }, '1 to 64'],
  [{ instance_metadata_tags: 'yes' }, '"enabled", "disabled"'],
])('a metadata service of %j', (options, words) => {
  expect(check(metadataSchema, options).map(({ detail }) => detail)).toEqual([
    expect.stringContaining(words),
  ]);
});

test.each<[Options, string]>([
  [{ max_parallel_launches: 5 }, '6 or more'],
  [{ target_resource_count: -1 }, '1 or more'],
  [{ template_id: 'a', template_name: 'b' }, 'which launch template'],
  [{ template_version: 2 }, 'without `template_id`'],
])('a fast launch of %j', (options, words) => {
  expect(check(fastLaunchSchema, options).map(({ detail }) => detail)).toEqual([
    expect.stringContaining(words),
  ]);
});
