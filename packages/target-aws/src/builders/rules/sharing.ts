import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { isGiven } from './rule';

/** Who else gets the image or its snapshots. */
const SHARED = ['ami_users', 'ami_org_arns', 'ami_ou_arns', 'snapshot_users'];

/** What is encrypted with an account's own default key cannot be opened by another account. */
export const sharing: OptionRule = (options, at, write) => {
  const shared = SHARED.filter((name) => isGiven(options[name]));
  const { encrypt_boot: encrypts, kms_key_id: key, region_kms_key_ids: keys } = options;
  const regional = isMap(keys) ? Object.entries(keys) : [];
  const unlocked = regional.filter(([, id]) => id === '').map(([region]) => region);
  const isDefault = encrypts === true && !isGiven(key) && regional.length === 0;
  const place = unlocked.length > 0 ? ` in ${unlocked.join(', ')}` : '';
  if (!isDefault && unlocked.length === 0) return [];
  return shared.map((name) =>
    problem('AWS031', {
      detail: `\`${name}\` gives the image to others, but it is encrypted with the account's default key${place}, which nobody else can use.`,
      hint: `Name a key of your own: ${write('kms_key_id', '"alias/images"')}, and one for each region in region_kms_key_ids.`,
      ...where(at(name)),
    }),
  );
};

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
