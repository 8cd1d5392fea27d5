import { createAddressRule, type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';
import { roleRules } from './role-rules';

const isGiven = (value: unknown): boolean => value !== undefined && value !== false && value !== '';

/** What one option is nothing without. */
function needs(option: string, other: string): OptionRule {
  return (options, at, write) => {
    if (!isGiven(options[option]) || isGiven(options[other])) return [];
    return [
      problem('AWS030', {
        detail: `\`${option}\` is given without \`${other}\`, and AWS knows a key by both.`,
        hint: `Write ${write(other, '"…"')}, or take both out: then credentials come from where AWS's own tools look.`,
        ...where(at(option)),
      }),
    ];
  };
}

function excludes(first: string, second: string): OptionRule {
  return (options, at) => {
    if (!isGiven(options[first]) || !isGiven(options[second])) return [];
    return [
      problem('AWS031', {
        detail: `\`${first}\` and \`${second}\` both say who asks AWS; only one of them can be followed.`,
        hint: 'Take one of them out.',
        ...where(at(second)),
      }),
    ];
  };
}

const isAddress = createAddressRule('custom_endpoint_ec2');

/** A variable that nobody set is an empty text, and means the usual endpoint. */
const endpoint: OptionRule = (options, at, write) =>
  isGiven(options['custom_endpoint_ec2']) ? isAddress(options, at, write) : [];

const retries: OptionRule = ({ max_retries: given }, at) => {
  if (given === undefined || (Number.isInteger(given) && Number(given) >= 0)) return [];
  const detail = `max_retries is ${given}; it is a whole number, 0 or more.`;
  return [problem('AWS032', { detail, hint: 'Leave it out for 10.', ...where(at('max_retries')) })];
};

const polling: OptionRule = ({ aws_polling: block }, at) =>
  ['max_attempts', 'delay_seconds'].flatMap((name) => {
    const given = (block as Readonly<Record<string, unknown>> | undefined)?.[name];
    if (given === undefined || (Number.isInteger(given) && Number(given) >= 1)) return [];
    const detail = `${name} of aws_polling is ${given}; it is a whole number, 1 or more.`;
    return [
      problem('AWS032', {
        detail,
        hint: 'Leave it out for the usual patience.',
        ...where(at('aws_polling')),
      }),
    ];
  });

/** What holds between the options of an access. Source: Packer's documentation, "Access Configuration". */
export const accessRules: readonly OptionRule[] = [
  needs('access_key', 'secret_key'),
  needs('secret_key', 'access_key'),
  needs('token', 'access_key'),
  excludes('access_key', 'vault_aws_engine'),
  endpoint,
  retries,
  polling,
  ...roleRules,
];
