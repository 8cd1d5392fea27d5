import { isInteger } from '../../values/number/arithmetic';
import { type BigFloat, isNegative, parts } from '../../values/number/big-float';
import { formatMagnitude } from '../../values/number/text';
import type { Verb } from './verb';

const radixes: Readonly<Record<string, number>> = { b: 2, d: 10, o: 8, x: 16, X: 16 };
const prefixes: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

/** A number as a verb wants it; undefined when it wants a whole one and this is none. */
export function writeNumber(number: BigFloat, verb: Verb): string | undefined {
  const magnitude = verb.mode in radixes ? integerText(number, verb) : floatText(number, verb);
  if (magnitude === undefined) return undefined;
  return padded(signOf(number, verb), magnitude, verb);
}

function integerText(number: BigFloat, { mode, flags, precision }: Verb): string | undefined {
  if (number.form === 'infinite' || !isInteger(number)) return undefined;
  const { mantissa, exponent } = parts(number);
  const whole = mantissa << BigInt(exponent);
  const digits = (whole < 0n ? -whole : whole).toString(radixes[mode]).padStart(precision ?? 0, '0');
  const prefix = flags.includes('#') ? (prefixes[mode] ?? '') : '';
  return prefix + (mode === 'X' ? digits.toUpperCase() : digits);
}

function floatText(number: BigFloat, { mode, precision }: Verb): string {
  const text = formatMagnitude(number, mode.toLowerCase() as 'e' | 'f' | 'g', precision);
  return mode === 'E' || mode === 'G' ? text.replace('e', 'E') : text;
}

function signOf(number: BigFloat, { flags }: Verb): string {
  if (isNegative(number)) return '-';
  if (flags.includes('+')) return '+';
  return flags.includes(' ') ? ' ' : '';
}

/** Zeros go between the sign and the digits, spaces before the sign or behind the digits. */
function padded(sign: string, magnitude: string, { flags, width = 0 }: Verb): string {
  if (flags.includes('-')) return (sign + magnitude).padEnd(width);
  if (flags.includes('0')) return sign + magnitude.padStart(width - sign.length, '0');
  return (sign + magnitude).padStart(width);
}
