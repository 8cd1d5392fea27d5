import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { excludes, getBlock, isGiven } from './rule';

const start: OptionRule = (options, at, write) => {
  if (isGiven(options['source_ami'])) return [];
  const filter = getBlock(options, 'source_ami_filter');
  if (isGiven(filter['owners'])) return [];
  if (!isGiven(filter['filters']))
    return [
      problem('AWS030', {
        detail:
          'Nothing says what the machine starts from: neither `source_ami` nor a `source_ami_filter` is given.',
        hint: `Write ${write('source_ami', '"ami-0123456789abcdef0"')}, or look for an image by its owner and name in source_ami_filter.`,
        ...where(at()),
      }),
    ];
  return [
    problem('AWS030', {
      detail:
        '`source_ami_filter` does not say whose images it looks at: anybody can publish one of the same name.',
      hint: `Add ${write('owners', '["amazon"]')}, or the number of the account that you trust.`,
      ...where(at('source_ami_filter')),
    }),
  ];
};

/** What the machine starts from is said once. */
export const sourceRules: readonly OptionRule[] = [
  start,
  excludes(
    'user_data',
    'user_data_file',
    '`user_data` and `user_data_file` both say what the machine is told.',
  ),
];
