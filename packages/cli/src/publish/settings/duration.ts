import { readText, type TextRule } from './readers';
import type { SettingReader } from './setting-reader';

export const durationRule: TextRule = {
  pattern: /^(\d+)([hdw])$/,
  meaning: 'a time in hours, days or weeks: "90d"',
};

const hour = 3_600_000;
const units: Readonly<Record<string, number>> = { h: hour, d: 24 * hour, w: 7 * 24 * hour };

/** A time as milliseconds. */
export const readDuration: SettingReader<number> = (node, told) => {
  const text = readText(durationRule)(node, told);
  const [, amount = '', unit = ''] = durationRule.pattern.exec(text ?? '') ?? [];
  return text === undefined ? undefined : Number(amount) * (units[unit] ?? 0);
};
