import type { VersionRule } from '@strata/target-azure/publish';
import { readText } from '../settings/readers';
import type { SettingReader } from '../settings/setting-reader';
import * as rules from './rules';

/** Each number of a version is one of 32 bits. Source: the reference of galleries. */
const largest = 2 ** 31 - 1;

/** How versions are named: `date`, `1.4` or `1.4.2`. */
export const readVersionRule: SettingReader<VersionRule> = (node, told) => {
  const text = readText(rules.version)(node, told);
  if (text === undefined) return undefined;
  if (text === 'date') return { kind: 'date' };
  const numbers = text.split('.').map(Number);
  const tooLarge = numbers.find((number) => number > largest);
  if (tooLarge !== undefined) return told(node, `has ${tooLarge} in it, and a number is at most ${largest}.`);
  const [major = 0, minor = 0, patch] = numbers;
  if (patch === undefined) return { kind: 'next', major, minor };
  return { kind: 'exact', version: `${major}.${minor}.${patch}` };
};
