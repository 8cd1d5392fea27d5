import { isRange, type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { excludes, getTexts } from './rule';

const ranges: OptionRule = ({ temporary_security_group_source_cidrs: given }, at, write) =>
  getTexts(given)
    .filter((range) => !isRange(range))
    .map((range) =>
      problem('AWS032', {
        detail: `\`temporary_security_group_source_cidrs\` holds "${range}", which is no range of addresses.`,
        hint: `Write ${write('temporary_security_group_source_cidrs', '["203.0.113.7/32"]')}; one address ends in /32.`,
        ...where(at('temporary_security_group_source_cidrs')),
      }),
    );

export const networkRules: readonly OptionRule[] = [
  ranges,
  excludes(
    'security_group_id',
    'security_group_ids',
    '`security_group_id` and `security_group_ids` both say which groups the machine is in.',
  ),
];
