import { getBlock, isGiven, type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { type Options, takes } from './rule';

const MANAGED = 'managed_image_name';
const GALLERY = 'shared_image_gallery_destination';

/** Whether a version of a gallery is made. As in Packer, a block without a gallery is none. */
export function makesVersion(options: Options): boolean {
  return isGiven(getBlock(options, GALLERY)['gallery_name']);
}

const someResult: OptionRule = (options, at, write) => {
  const isSome = [MANAGED, 'capture_container_name', 'skip_create_image'].some((name) =>
    isGiven(options[name]),
  );
  if (isSome || makesVersion(options)) return [];
  return [
    problem('AZU030', {
      detail:
        'Nothing says what is made: neither `managed_image_name`, nor `shared_image_gallery_destination`, nor `capture_container_name` is given.',
      hint: `Write ${write(MANAGED, '"golden-{{timestamp}}"')} and ${write('managed_image_resource_group_name', '"images"')}.`,
      ...where(at()),
    }),
  ];
};

/** Two options that say one thing together. */
function belong(first: string, second: string, reason: string): OptionRule {
  return (options, at, write) => {
    const given = [first, second].filter((name) => isGiven(options[name]));
    if (given.length !== 1) return [];
    const [here] = given as [string];
    const missing = here === first ? second : first;
    return [
      problem('AZU030', {
        detail: `\`${here}\` is given without \`${missing}\`: ${reason}`,
        hint: `Write ${write(missing, '"images"')}.`,
        ...where(at(here)),
      }),
    ];
  };
}

/** Packer makes no VHD then, where something else is made, and says nothing of it. */
const account: OptionRule = (options, at, write) => {
  if (!isGiven(options['capture_container_name']) || isGiven(options['storage_account'])) return [];
  const isElsewhere = isGiven(options[MANAGED]) || makesVersion(options);
  return [
    problem('AZU030', {
      ...(isElsewhere && { severity: 'warning' as const }),
      detail: '`capture_container_name` names where a VHD goes, but no `storage_account` is given.',
      hint: `Write ${write('storage_account', '"myimages"')} and ${write('resource_group_name', '"images"')}.`,
      ...where(at('capture_container_name')),
    }),
  ];
};

/** What a managed image cannot hold. Each can be in a version of a gallery that is made of the machine itself. */
const FOR_GALLERIES_ALONE = ['secure_boot_enabled', 'vtpm_enabled', 'disk_encryption_set_id'];

const managedLimits: OptionRule = (options, at) => {
  const target = [MANAGED, 'capture_container_name', 'capture_name_prefix'].find((name) =>
    isGiven(options[name]),
  );
  if (target === undefined) return [];
  const isManaged = isGiven(options[MANAGED]);
  const limits = isManaged ? FOR_GALLERIES_ALONE : ['disk_encryption_set_id'];
  const wrong = limits.filter((name) => isGiven(options[name]));
  const isConfidential = options['security_type'] === 'ConfidentialVM';
  const isSpecialized = isManaged && getBlock(options, GALLERY)['specialized'] === true;
  return [...wrong, ...(isConfidential ? ['security_type'] : []), ...(isSpecialized ? [GALLERY] : [])].map(
    (name) =>
      problem('AZU031', {
        detail:
          name === GALLERY
            ? `\`${target}\` makes a managed image, which is generalized, but shared_image_gallery_destination is \`specialized\`.`
            : `\`${name}\` does not go with \`${target}\`: only a version of a gallery that is made of the machine itself can keep it.`,
        hint: `Take ${target} out, and let shared_image_gallery_destination say what is made.`,
        ...where(at(name)),
      }),
  );
};

/** What is made is said, and wholly. */
export const outputRules: readonly OptionRule[] = [
  someResult,
  belong(MANAGED, 'managed_image_resource_group_name', 'an image has a name and a resource group.'),
  belong('storage_account', 'resource_group_name', 'the second is the resource group of the first.'),
  account,
  managedLimits,
  takes('managed_image_storage_account_type', ['Standard_LRS', 'StandardSSD_LRS', 'Premium_LRS']),
];
