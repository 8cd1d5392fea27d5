import { type OptionRule, where } from '@strata/sdk';
import { isGiven } from '../../builders/rules/rule';
import { problem } from '../../codes';

export const hasFilter: OptionRule = ({ filters }, at, write) =>
  isGiven(filters)
    ? []
    : [
        problem('AWS030', {
          detail: 'Nothing says which image is looked for: `filters` is not given.',
          hint: `Write ${write('filters', '{ name = "debian-12-amd64-*" }')}; the names are those of AWS's DescribeImages.`,
          ...where(at()),
        }),
      ];

export const hasOwner: OptionRule = ({ owners }, at, write) =>
  isGiven(owners)
    ? []
    : [
        problem('AWS030', {
          detail:
            'Nothing says whose image it must be, and anybody can publish one of the same name: `owners` is not given.',
          hint: `Write ${write('owners', '["amazon"]')}, or the number of the account that you trust.`,
          ...where(at()),
        }),
      ];
