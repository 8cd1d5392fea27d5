import { createRules, isGiven, type OptionRule, type RuleOptions, UNKNOWN_TEXT, where } from '@strata/sdk';
import { problem } from '../../codes';

/** A block's options as rules see them. */
export type Options = RuleOptions;

export const { excludes, takes, liesBetween, isOld } = createRules({
  conflict: (told) => problem('AZU031', told),
  value: (told) => problem('AZU032', told),
  old: (told) => problem('AZU033', { severity: 'warning', ...told }),
});

/** Whether a value is there to be judged: what a data source tells is not known before it was asked. */
export function isKnown(value: unknown): boolean {
  return isGiven(value) && value !== UNKNOWN_TEXT;
}

/** What a rule says of one value. */
export interface Wrong {
  readonly detail: string;
  readonly hint: string;
}

/** Says what is wrong with a text, where there is one. */
export function checkText(
  option: string,
  check: (text: string, write: Parameters<OptionRule>[2]) => Wrong | undefined,
): OptionRule {
  return (options, at, write) => {
    const text = options[option];
    if (typeof text !== 'string' || text === '' || text === UNKNOWN_TEXT) return [];
    const wrong = check(text, write);
    return wrong ? [problem('AZU032', { ...wrong, ...where(at(option)) })] : [];
  };
}
