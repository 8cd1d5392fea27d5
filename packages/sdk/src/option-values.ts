import type { OptionRule } from './schema';
import { Secret } from './secret';

/** A block's options as rules see them. */
export type RuleOptions = Parameters<OptionRule>[0];

/** Whether an option says anything: as in Packer, an empty text, an empty list, false and 0 are the same as nothing. */
export function isGiven(value: unknown): boolean {
  if (value instanceof Secret) return value.reveal() !== '';
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== false && value !== '' && value !== 0;
}

/** What stands for a text that nobody knows while a template is checked, as Packer's plugins see it. */
export const UNKNOWN_TEXT = '<unknown>';

/** The texts of an option that is a list of them. */
export function getTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** A block that an option is; empty where it is not there. */
export function getBlock(options: RuleOptions, name: string): RuleOptions {
  const block = options[name];
  return isOptions(block) ? block : {};
}

/** The blocks of a name that may be there several times. */
export function getBlocks(options: RuleOptions, name: string): readonly RuleOptions[] {
  const blocks = options[name];
  return Array.isArray(blocks) ? blocks.filter(isOptions) : [];
}

function isOptions(value: unknown): value is RuleOptions {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
