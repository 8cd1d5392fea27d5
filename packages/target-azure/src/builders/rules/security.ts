import { getBlock, getBlocks, isGiven, type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { USUAL_ENCRYPTION } from '../fields/virtual-machine';
import { isKnown, takes } from './rule';

const BLOCK = 'shared_image_gallery_destination';

/** How versions of confidential machines may be encrypted, by what is encrypted of the machine. */
const ENCRYPTIONS: Readonly<Record<string, readonly string[]>> = {
  DiskWithVMGuestState: ['EncryptedWithPmk', 'EncryptedWithCmk'],
  VMGuestStateOnly: ['EncryptedVMGuestStateOnlyWithPmk'],
};
const BY_CUSTOMER = 'EncryptedWithCmk';

const confidentialAlone: OptionRule = (options, at, write) => {
  const type = options['security_type'];
  if (!isGiven(options['security_encryption_type']) || type === 'ConfidentialVM') return [];
  return [
    problem('AZU031', {
      detail: `\`security_encryption_type\` is for confidential machines; \`security_type\` is "${type ?? ''}".`,
      hint: `Write ${write('security_type', '"ConfidentialVM"')}, or take it out.`,
      ...where(at('security_encryption_type')),
    }),
  ];
};

const imageEncryption: OptionRule = (options, at) => {
  const block = getBlock(options, BLOCK);
  const given = block['confidential_vm_image_encryption_type'];
  if (!isKnown(given)) return [];
  const isConfidential = options['security_type'] === 'ConfidentialVM';
  const machine = String(options['security_encryption_type'] || (isConfidential ? USUAL_ENCRYPTION : ''));
  const allowed = ENCRYPTIONS[machine] ?? Object.values(ENCRYPTIONS).flat();
  if (allowed.includes(String(given))) return [];
  const because = machine === '' ? '' : `, since \`security_encryption_type\` is "${machine}"`;
  return [
    problem('AZU032', {
      detail: `\`confidential_vm_image_encryption_type\` of ${BLOCK} is "${given}"; allowed are ${allowed.join(', ')}${because}.`,
      hint: `Write "${allowed[0]}".`,
      ...where(at(BLOCK)),
    }),
  ];
};

/** A key of one's own is named for the machine and for every region, or nowhere. */
const ownKeys: OptionRule = (options, at) => {
  const block = getBlock(options, BLOCK);
  const encryption = block['confidential_vm_image_encryption_type'];
  const regions = getBlocks(block, 'target_region');
  if (!isKnown(encryption)) return [];
  const subject = where(at(BLOCK));
  if (encryption !== BY_CUSTOMER)
    return regions
      .filter((region) => isGiven(region['disk_encryption_set_id']))
      .map(({ name }) =>
        problem('AZU031', {
          detail: `The region ${name} has a \`disk_encryption_set_id\`, but the version is encrypted by "${encryption}".`,
          hint: `Let confidential_vm_image_encryption_type be "${BY_CUSTOMER}", or take the set out.`,
          ...subject,
        }),
      );
  if (options['security_type'] !== 'ConfidentialVM') return [];
  const without = [
    ...(isGiven(options['disk_encryption_set_id']) ? [] : ['the machine']),
    ...regions
      .filter((region) => !isGiven(region['disk_encryption_set_id']))
      .map(({ name }) => `the region ${name}`),
  ];
  return without.map((place) =>
    problem('AZU030', {
      detail: `The version is encrypted by a key of your own ("${BY_CUSTOMER}"), but ${place} has no \`disk_encryption_set_id\`.`,
      hint: 'Name an encryption set for the machine and for each region.',
      ...subject,
    }),
  );
};

/** What holds between the options of trusted and confidential machines. */
export const securityRules: readonly OptionRule[] = [
  takes('security_type', ['TrustedLaunch', 'ConfidentialVM']),
  takes('security_encryption_type', Object.keys(ENCRYPTIONS)),
  confidentialAlone,
  imageEncryption,
  ownKeys,
];
