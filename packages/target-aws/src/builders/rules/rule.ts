import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';

/** A block's options as rules see them. */
export type Options = Parameters<OptionRule>[0];

/** As in Packer, an empty text, an empty list and false are the same as nothing. */
export function isGiven(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== false && value !== '' && value !== 0;
}

/** The texts of an option that is a list of them. */
export function getTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** A block that an option is; empty where it is not there. */
export function getBlock(options: Options, name: string): Options {
  const block = options[name];
  return isOptions(block) ? block : {};
}

/** The blocks of a name that may be there several times. */
export function getBlocks(options: Options, name: string): readonly Options[] {
  const blocks = options[name];
  return Array.isArray(blocks) ? blocks.filter(isOptions) : [];
}

function isOptions(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Two options of which one can be followed. */
export function excludes(first: string, second: string, reason: string): OptionRule {
  return (options, at) => {
    if (!isGiven(options[first]) || !isGiven(options[second])) return [];
    return [problem('AWS031', { detail: reason, hint: 'Take one of them out.', ...where(at(second)) })];
  };
}

/** An option that takes few values; an empty one is none. */
export function takes(option: string, values: readonly string[]): OptionRule {
  return (options, at, write) => {
    const given = options[option];
    if (!isGiven(given) || values.includes(String(given))) return [];
    const list = values.map((value) => `"${value}"`).join(', ');
    return [
      problem('AWS032', {
        detail: `\`${option}\` is "${given}"; allowed are ${list}.`,
        hint: `Write ${write(option, `"${values[0]}"`)}, or take it out.`,
        ...where(at(option)),
      }),
    ];
  };
}

/** A number with bounds; nothing and 0 are none. */
export function liesBetween(option: string, lowest: number, highest: number): OptionRule {
  return (options, at, write) => {
    const given = options[option];
    const isRight = Number.isInteger(given) && Number(given) >= lowest && Number(given) <= highest;
    if (!isGiven(given) || isRight) return [];
    const range = highest === Number.POSITIVE_INFINITY ? `${lowest} or more` : `${lowest} to ${highest}`;
    return [
      problem('AWS032', {
        detail: `\`${option}\` is ${given}; it is a whole number, ${range}.`,
        hint: `Write ${write(option, String(lowest))}, or take it out.`,
        ...where(at(option)),
      }),
    ];
  };
}

/** An option of old templates that has no effect, or another name. */
export function isOld(option: string, detail: string): OptionRule {
  return (options, at) => {
    if (!isGiven(options[option])) return [];
    const hint = 'Take it out; `strata fix` does so for templates in JSON.';
    return [problem('AWS033', { severity: 'warning', detail, hint, ...where(at(option)) })];
  };
}
