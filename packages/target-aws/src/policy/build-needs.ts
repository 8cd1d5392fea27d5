import { getBlock, getBlocks, getTexts, isGiven, type Options } from '../builders/rules/rule';
import { isSpot } from '../builders/rules/spot';
import { makesGroup, makesKeyPair } from '../builders/rules/temporary';
import {
  fastLaunchWork,
  groupWork,
  imageRemoval,
  keyPairWork,
  machineReads,
  machineWork,
  passRole,
  spotWork,
  temporaryRoleWork,
  tunnelWork,
} from './actions';
import { getKeyNeeds } from './keys';
import { type Need, needAll } from './scope';

type OwnNeeds = (options: Options) => readonly Need[];

/** What each builder calls beside what all of them do. */
const BUILDERS: Readonly<Record<string, OwnNeeds>> = {
  'amazon-ebs': (options) =>
    isGiven(options['skip_create_ami'])
      ? []
      : [...needAll('any', 'ec2:CreateImage'), ...getImageNeeds(options)],
  'amazon-ebssurrogate': (options) => [
    ...(isGiven(options['use_create_image'])
      ? [...needAll('any', 'ec2:CreateImage'), ...needAll('own', 'ec2:AttachVolume', 'ec2:DetachVolume')]
      : needAll('any', 'ec2:CreateSnapshot', 'ec2:RegisterImage')),
    ...getImageNeeds(options),
  ],
  'amazon-ebsvolume': (options) => {
    const volumes = getBlocks(options, 'ebs_volumes');
    const retags = needAll('own', 'ec2:DeleteTags');
    if (!volumes.some((volume) => isGiven(volume['snapshot_volume']))) return retags;
    const isShared = volumes.some((volume) => isGiven(volume['snapshot_users'] ?? volume['snapshot_groups']));
    return [
      ...retags,
      ...needAll('any', 'ec2:CreateSnapshot'),
      ...needAll('own', 'ec2:DeleteSnapshot', ...(isShared ? ['ec2:ModifySnapshotAttribute'] : [])),
    ];
  },
};

/** What a build calls of AWS with its options; nothing for a builder of another kind. */
export function getBuildNeeds(type: string, options: Options): readonly Need[] {
  const own = BUILDERS[type];
  if (!own) return [];
  const isModified = options['ena_support'] !== undefined || isGiven(options['sriov_support']);
  return [
    ...machineReads,
    ...machineWork,
    ...getLoginNeeds(options),
    ...(makesGroup(options) ? groupWork : []),
    ...getProfileNeeds(options),
    ...(isSpot(options) ? spotWork : []),
    ...(isGiven(options['disable_stop_instance']) ? [] : needAll('own', 'ec2:StopInstances')),
    ...(isModified ? needAll('own', 'ec2:ModifyInstanceAttribute') : []),
    ...own(options),
    ...getKeyNeeds(getKeys(options)),
  ];
}

function getLoginNeeds(options: Options): readonly Need[] {
  const { communicator, ssh_interface: way } = options;
  return [
    ...(makesKeyPair(options) ? keyPairWork : []),
    ...(communicator === 'winrm' ? needAll('own', 'ec2:GetPasswordData') : []),
    ...(communicator === 'ssh' ? needAll('own', 'ec2:GetConsoleOutput') : []),
    ...(way === 'session_manager' ? tunnelWork : []),
  ];
}

function getProfileNeeds(options: Options): readonly Need[] {
  const { iam_instance_profile: profile } = options;
  if (isGiven(profile))
    return [
      ...needAll({ resources: [`iam::*:instance-profile/${profile}`] }, 'iam:GetInstanceProfile'),
      // The profile's role may have another name.
      passRole('iam::*:role/*'),
    ];
  return isGiven(options['temporary_iam_instance_profile_policy_document']) ? temporaryRoleWork : [];
}

const COPIED = ['force_deregister', 'skip_save_build_region', 'encrypt_boot', 'ami_regions'];
const SAID = [
  'ami_description',
  'ami_product_codes',
  'imds_support',
  'ami_users',
  'ami_groups',
  'ami_org_arns',
  'ami_ou_arns',
];

function getImageNeeds(options: Options): readonly Need[] {
  const has = (names: readonly string[]) => names.some((name) => isGiven(options[name]));
  return [
    ...(has(COPIED) ? needAll('any', 'ec2:CopyImage') : []),
    // Whoever made the image that is replaced, it may carry no tag.
    ...(has(['force_deregister']) ? needAll('any', 'ec2:DeregisterImage') : imageRemoval),
    ...(has(['force_delete_snapshot']) ? needAll('any', 'ec2:DeleteSnapshot') : imageRemoval),
    ...(has(SAID) ? needAll('own', 'ec2:ModifyImageAttribute') : []),
    ...(has(['snapshot_users', 'snapshot_groups']) ? needAll('own', 'ec2:ModifySnapshotAttribute') : []),
    ...(has(['deprecate_at']) ? needAll('own', 'ec2:EnableImageDeprecation') : []),
    ...(isGiven(getBlock(options, 'deregistration_protection')['enabled'])
      ? needAll('own', 'ec2:EnableImageDeregistrationProtection')
      : []),
    ...(isGiven(getBlock(options, 'fast_launch')['enable_fast_launch']) ? fastLaunchWork : []),
  ];
}

/** Keys of KMS, wherever an option names one. */
export function getKeys(options: Options): readonly string[] {
  const devices = ['launch_block_device_mappings', 'ami_block_device_mappings', 'ebs_volumes'];
  const disks = devices.flatMap((name) => getBlocks(options, name));
  const perRegion = Object.values(getBlock(options, 'region_kms_key_ids'));
  return getTexts([options['kms_key_id'], ...perRegion, ...disks.map(({ kms_key_id: key }) => key)]).filter(
    (key) => key !== '',
  );
}
