import type { Diagnostic, Particulars } from '@strata/diagnostics';
import { isGiven } from './option-values';
import type { OptionRule } from './schema';
import { where } from './where';

/** The package that has a rule gives what it tells a code. */
type Tell = (told: Particulars) => Diagnostic;

/** Under which codes a package tells what its rules find. */
export interface RuleProblems {
  /** Two options that contradict each other. */
  readonly conflict: Tell;
  /** A value that cannot be followed. */
  readonly value: Tell;
  /** An option of old templates: a warning. */
  readonly old: Tell;
}

/** Rules that options of many parts need, told under a package's own codes. */
export interface CommonRules {
  /** Two options of which one can be followed. */
  excludes(first: string, second: string, reason: string): OptionRule;
  /** An option that takes few values; an empty one is none. */
  takes(option: string, values: readonly string[]): OptionRule;
  /** A whole number with bounds; nothing and 0 are none. */
  liesBetween(option: string, lowest: number, highest: number): OptionRule;
  /** An option of old templates that has no effect, or another name. */
  isOld(option: string, detail: string): OptionRule;
}

export function createRules(problems: RuleProblems): CommonRules {
  return {
    excludes: (first, second, reason) => (options, at) => {
      if (!isGiven(options[first]) || !isGiven(options[second])) return [];
      return [problems.conflict({ detail: reason, hint: 'Take one of them out.', ...where(at(second)) })];
    },
    takes: (option, values) => (options, at, write) => {
      const given = options[option];
      if (!isGiven(given) || values.includes(String(given))) return [];
      const list = values.map((value) => `"${value}"`).join(', ');
      return [
        problems.value({
          detail: `\`${option}\` is "${given}"; allowed are ${list}.`,
          hint: `Write ${write(option, `"${values[0]}"`)}, or take it out.`,
          ...where(at(option)),
        }),
      ];
    },
    liesBetween: (option, lowest, highest) => (options, at, write) => {
      const given = options[option];
      const isRight = Number.isInteger(given) && Number(given) >= lowest && Number(given) <= highest;
      if (!isGiven(given) || isRight) return [];
      const range = highest === Number.POSITIVE_INFINITY ? `${lowest} or more` : `${lowest} to ${highest}`;
      return [
        problems.value({
          detail: `\`${option}\` is ${given}; it is a whole number, ${range}.`,
          hint: `Write ${write(option, String(lowest))}, or take it out.`,
          ...where(at(option)),
        }),
      ];
    },
    isOld: (option, detail) => (options, at) => {
      if (!isGiven(options[option])) return [];
      const hint = 'Take it out; `strata fix` does so for templates in JSON.';
      return [problems.old({ detail, hint, ...where(at(option)) })];
    },
  };
}
