import { createRules, type RuleOptions } from '@strata/sdk';
import { problem } from '../../codes';

export { getBlock, getBlocks, getTexts, isGiven } from '@strata/sdk';

/** A block's options as rules see them. */
export type Options = RuleOptions;

export const { excludes, takes, liesBetween, isOld } = createRules({
  conflict: (told) => problem('AWS031', told),
  value: (told) => problem('AWS032', told),
  old: (told) => problem('AWS033', { severity: 'warning', ...told }),
});
