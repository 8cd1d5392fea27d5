import { getBlock, getTexts, isGiven, type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { checkText, excludes, isKnown, type Options } from './rule';

const SYSTEMS = ['Linux', 'Windows'];

/** The system as Azure writes it; templates may write it in any case. */
export function getSystem(options: Options): 'Linux' | 'Windows' | undefined {
  const given = String(options['os_type'] ?? '').toLowerCase();
  if (given === 'linux') return 'Linux';
  return given === 'windows' ? 'Windows' : undefined;
}

const system: OptionRule = (options, at, write) => {
  if (getSystem(options) !== undefined) return [];
  const given = options['os_type'];
  return [
    problem(isGiven(given) ? 'AZU032' : 'AZU030', {
      detail: `\`os_type\` is "${given ?? ''}"; allowed are ${SYSTEMS.join(' and ')}.`,
      hint: `Write ${write('os_type', '"Linux"')}.`,
      ...where(at('os_type')),
    }),
  ];
};

const place: OptionRule = (options, at, write) => {
  const isGroup = isGiven(options['build_resource_group_name']);
  if (isGiven(options['location']) !== isGroup) return [];
  if (isGroup)
    return [
      problem('AZU031', {
        detail:
          '`location` says where a resource group is made, but `build_resource_group_name` names one that is there.',
        hint: 'Take one of them out.',
        ...where(at('location')),
      }),
    ];
  return [
    problem('AZU030', {
      detail:
        'Nothing says where the machine runs: neither `location` nor `build_resource_group_name` is given.',
      hint: `Write ${write('location', '"westeurope"')}.`,
      ...where(at()),
    }),
  ];
};

/** Source: Azure REST API, Virtual Machines, `licenseType`. */
const LICENCES = {
  Linux: ['RHEL_BYOS', 'SLES_BYOS'],
  Windows: ['Windows_Client', 'Windows_Server'],
} as const;

const licence: OptionRule = (options, at) => {
  const given = options['license_type'];
  const kind = getSystem(options);
  if (!isGiven(given) || kind === undefined) return [];
  const allowed: readonly string[] = LICENCES[kind];
  if (allowed.some((one) => one.toLowerCase() === String(given).toLowerCase())) return [];
  return [
    problem('AZU032', {
      detail: `\`license_type\` is "${given}"; for ${kind} there are ${allowed.join(' and ')}.`,
      hint: 'Take it out to pay for the licence with the machine.',
      ...where(at('license_type')),
    }),
  ];
};

const EVICTIONS = ['Delete', 'Deallocate'];

const spot: OptionRule = (options, at) => {
  const { eviction_policy: policy, max_price: price } = getBlock(options, 'spot');
  const subject = where(at('spot'));
  if (isKnown(policy) && !EVICTIONS.includes(String(policy)))
    return [
      problem('AZU032', {
        detail: `\`eviction_policy\` of spot is "${policy}"; allowed are ${EVICTIONS.join(' and ')}.`,
        hint: 'Write "Delete": a build that lost its machine begins anew.',
        ...subject,
      }),
    ];
  if (isGiven(policy) || !isGiven(price)) return [];
  return [
    problem('AZU030', {
      detail: 'spot has a `max_price`, but no `eviction_policy`.',
      hint: 'Add eviction_policy = "Delete".',
      ...subject,
    }),
  ];
};

const IDENTITY =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.managedidentity\/userassignedidentities\/[^/]+$/iu;

const identities: OptionRule = (options, at) =>
  getTexts(options['user_assigned_managed_identities'])
    .filter((id) => !IDENTITY.test(id))
    .map((id) =>
      problem('AZU032', {
        detail: `\`user_assigned_managed_identities\` holds "${id}", which is no id of an identity.`,
        hint: 'Write /subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.ManagedIdentity/userAssignedIdentities/NAME; az identity show tells it.',
        ...where(at('user_assigned_managed_identities')),
      }),
    );

const vault: OptionRule = (options, at) => {
  if (options['skip_create_build_key_vault'] !== true || options['communicator'] === 'winrm') return [];
  const detail = '`skip_create_build_key_vault` is about WinRM, but the `communicator` is another.';
  return [problem('AZU031', { detail, hint: 'Take it out.', ...where(at('skip_create_build_key_vault')) })];
};

const script: OptionRule = (options, at) => {
  if (!isGiven(options['custom_script']) || getSystem(options) !== 'Linux') return [];
  const detail = "`custom_script` is run by Azure's script extension of Windows; the machine has Linux.";
  const hint = 'Take it out; custom_data or a provisioner does the same.';
  return [problem('AZU031', { detail, hint, ...where(at('custom_script')) })];
};

const VAULTS = ['standard', 'premium'];

const RESOURCE_ID = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/[^/]+\/[^/]+\/[^/]+$/iu;

/** What holds between the options of the machine itself. */
export const virtualMachineRules: readonly OptionRule[] = [
  system,
  place,
  licence,
  spot,
  identities,
  vault,
  script,
  checkText('build_key_vault_sku', (given) =>
    VAULTS.includes(given.toLowerCase())
      ? undefined
      : {
          detail: `\`build_key_vault_sku\` is "${given}"; allowed are ${VAULTS.join(' and ')}.`,
          hint: 'Take it out for standard.',
        },
  ),
  excludes(
    'user_data',
    'user_data_file',
    '`user_data` and `user_data_file` both say what the machine can ask for.',
  ),
  excludes(
    'custom_data',
    'custom_data_file',
    '`custom_data` and `custom_data_file` both say what cloud-init reads.',
  ),
  excludes(
    'temp_resource_group_name',
    'build_resource_group_name',
    '`temp_resource_group_name` names a resource group to make, `build_resource_group_name` one that is there.',
  ),
  checkText('disk_encryption_set_id', (id) =>
    RESOURCE_ID.test(id)
      ? undefined
      : {
          detail: `\`disk_encryption_set_id\` is "${id}", which is no id of an encryption set.`,
          hint: 'Write /subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.Compute/diskEncryptionSets/NAME.',
        },
  ),
];
