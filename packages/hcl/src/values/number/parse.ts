import { negated } from './arithmetic';
import { type BigFloat, infinite, rounded, safeInteger, writtenPrecision } from './big-float';
import { quotient } from './quotient';

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Beyond this a power of ten has more digits than any number that we keep. */
const maxDecimalExponent = 400_000;

/**
 * A number from its decimal text, as Go's ParseFloat takes it: no spaces, underscores or hexadecimal; "Inf" is allowed.
 * Undefined when the text is no number, or one with more than 315,000 digits before or after its point.
 */
export function parseNumber(text: string, precision: number = writtenPrecision): BigFloat | undefined {
  if (/^\d{1,15}$/.test(text)) return safeInteger(Number(text), precision);
  if (/^[+-]?inf$/i.test(text)) return infinite(text[0] === '-', precision);
  const match = text.length > 2 * maxDecimalExponent ? null : decimal.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  const digits = `${whole}${fraction}`;
  if (digits === '') return undefined;
  const exponent = Number(power) - fraction.length;
  const value = scaled(digits, exponent, precision);
  return sign === '-' && value !== undefined ? negated(value) : value;
}

function scaled(digits: string, exponent: number, precision: number): BigFloat | undefined {
  const significant = digits.replace(/^0+/, '');
  if (significant === '') return safeInteger(0, precision);
  const magnitude = significant.length + exponent;
  if (Math.abs(magnitude) > maxDecimalExponent || significant.length > maxDecimalExponent) return undefined;
  const mantissa = BigInt(significant);
  if (exponent >= 0) return rounded(mantissa * 10n ** BigInt(exponent), 0, precision);
  return quotient({ mantissa, exponent: 0 }, { mantissa: 10n ** BigInt(-exponent), exponent: 0 }, precision);
}
