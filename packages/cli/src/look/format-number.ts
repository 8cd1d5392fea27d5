import { convert, Type, toJson, type Value } from '@strata/hcl';

type NumberValue = Value & { readonly kind: 'number' };

const LEAST_INTEGER = -(2n ** 63n);
const GREATEST_INTEGER = 2n ** 63n - 1n;
/** Go's `%g` writes an exponent below the first and from the second on. */
const LEAST_PLAIN = -4;
const FIRST_EXPONENT = 6;

/** A number as Packer's console shows it: whole when it is a 64-bit integer, else the nearest double in Go's `%g`. */
export function formatNumber(value: NumberValue): string {
  const text = getDigits(value);
  return /^-?\d+$/u.test(text) && isShortInteger(BigInt(text))
    ? String(BigInt(text))
    : formatDouble(text, value);
}

/** All digits of the number. */
export function getDigits(value: NumberValue): string {
  const text = convert(value, Type.string).value;
  return text?.kind === 'string' ? text.string : '';
}

function isShortInteger(integer: bigint): boolean {
  return integer >= LEAST_INTEGER && integer <= GREATEST_INTEGER;
}

function formatDouble(text: string, value: NumberValue): string {
  const double = toJson(value);
  if (typeof double !== 'number') return text.startsWith('-') ? '-Inf' : '+Inf';
  const [digits = '', power = '0'] = double.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= LEAST_PLAIN && exponent < FIRST_EXPONENT) return String(double);
  const sign = exponent < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
