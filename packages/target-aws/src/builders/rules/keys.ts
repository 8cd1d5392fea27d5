import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { getTexts, isGiven } from './rule';

/** Id, multi-region id or alias of a key, alone or behind an ARN. Source: EC2 API reference, CopyImage, KmsKeyId. */
const NAME = String.raw`(?:(?:mrk-)?[a-f0-9]+[a-f0-9-]+|alias\/[a-zA-Z0-9:/_-]+)`;
const KEY = new RegExp(`^${NAME}$`, 'u');
const ARN = new RegExp(
  String.raw`^arn:aws[a-z-]*:kms:(?:[a-z]{2}(?:-[a-z]+)+-\d)?:\d{12}:(?:key\/)?${NAME}$`,
  'u',
);

function getKeys({ kms_key_id: one, region_kms_key_ids: regional }: Parameters<OptionRule>[0]) {
  const single: [string, unknown][] = [['kms_key_id', one]];
  const many = Object.values(regional ?? {}).map((id): [string, unknown] => ['region_kms_key_ids', id]);
  return [...single, ...many]
    .filter(([, id]) => isGiven(id))
    .map(([option, id]) => ({ option, id: String(id) }));
}

const areKeys: OptionRule = (options, at, write) =>
  getKeys(options)
    .filter(({ id }) => !KEY.test(id) && !ARN.test(id))
    .map(({ option, id }) =>
      problem('AWS032', {
        detail: `\`${option}\` holds "${id}", which is no key: neither an id, nor an alias, nor an ARN of one.`,
        hint: `Write ${write('kms_key_id', '"alias/images"')}; an alias begins with "alias/".`,
        ...where(at(option)),
      }),
    );

const encrypts: OptionRule = (options, at, write) => {
  const [first] = getKeys(options);
  if (!first || options['encrypt_boot'] === true) return [];
  return [
    problem('AWS030', {
      detail: `\`${first.option}\` names a key, but nothing is encrypted: \`encrypt_boot\` is not true.`,
      hint: `Write ${write('encrypt_boot', 'true')}, or take the key out.`,
      ...where(at(first.option)),
    }),
  ];
};

/** Keys and copies go together, region by region. */
const matchRegions: OptionRule = ({ ami_regions: given, region_kms_key_ids: keys }, at) => {
  const regions = getTexts(given);
  const keyed = Object.keys(keys ?? {});
  if (keyed.length === 0) return [];
  const vain = keyed.filter((region) => !regions.includes(region));
  const keyless = regions.filter((region) => !keyed.includes(region));
  return [
    ...vain.map((region) =>
      problem('AWS031', {
        detail: `\`region_kms_key_ids\` has a key for ${region}, but no copy goes there: \`ami_regions\` is ${regions.join(', ') || 'empty'}.`,
        hint: `Add ${region} to ami_regions, or take its key out.`,
        ...where(at('region_kms_key_ids')),
      }),
    ),
    ...keyless.map((region) =>
      problem('AWS030', {
        detail: `A copy goes to ${region}, but \`region_kms_key_ids\` has no key for it, only for ${keyed.join(', ')}.`,
        hint: `Add ${region}; an empty text is the account's default key there.`,
        ...where(at('ami_regions')),
      }),
    ),
  ];
};

/** Which keys the image is encrypted with. */
export const keyRules: readonly OptionRule[] = [areKeys, encrypts, matchRegions];
