import { type OptionRule, where } from '@strata/sdk';
import { imageName } from '../../builders/rules/image-name';
import { isGiven, takes } from '../../builders/rules/rule';
import { problem } from '../../codes';

/** Who else gets the image. */
const SHARED = ['ami_users', 'ami_groups', 'ami_org_arns', 'ami_ou_arns'];

const key: OptionRule = (options, at, write) => {
  if (!isGiven(options['ami_kms_key']) || options['ami_encrypt'] === true) return [];
  return [
    problem('AWS030', {
      detail: '`ami_kms_key` names a key, but nothing is encrypted: `ami_encrypt` is not true.',
      hint: `Write ${write('ami_encrypt', 'true')}, or take the key out.`,
      ...where(at('ami_kms_key')),
    }),
  ];
};

/** What is encrypted with an account's own default key cannot be opened by another account. */
const sharing: OptionRule = (options, at, write) => {
  if (options['ami_encrypt'] !== true || isGiven(options['ami_kms_key'])) return [];
  return SHARED.filter((name) => isGiven(options[name])).map((name) =>
    problem('AWS031', {
      detail: `\`${name}\` gives the image to others, but it is encrypted with the account's default key, which nobody else can use.`,
      hint: `Name a key of your own: ${write('ami_kms_key', '"alias/images"')}.`,
      ...where(at(name)),
    }),
  );
};

const firmware: OptionRule = ({ architecture, boot_mode: mode }, at, write) => {
  if (architecture !== 'arm64' || mode === undefined || mode === 'uefi') return [];
  return [
    problem('AWS031', {
      detail: `\`boot_mode\` is "${mode}", but machines of arm64 start by UEFI alone.`,
      hint: `Write ${write('boot_mode', '"uefi"')}, or take it out.`,
      ...where(at('boot_mode')),
    }),
  ];
};

const platform: OptionRule = ({ platform: given }, at) => {
  if (!isGiven(given) || String(given).toLowerCase() === 'linux') return [];
  return [
    problem('AWS032', {
      detail: `\`platform\` is "${given}". A disk that is uploaded becomes an image of Linux: AWS gives Windows its license in VM Import alone, which is not used here.`,
      hint: 'Build images of Windows by amazon-ebs, from one of Amazon’s.',
      ...where(at('platform')),
    }),
  ];
};

/** What holds between the options of `amazon-import`. */
export const importRules: readonly OptionRule[] = [
  imageName,
  key,
  sharing,
  firmware,
  platform,
  takes('imds_support', ['v2.0']),
];
