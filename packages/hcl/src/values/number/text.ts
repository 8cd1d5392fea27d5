import { type BigFloat, type Binary, bitLength, isNegative } from './big-float';
import { type Decimal, exactDecimal, exponentText, fixedText, roundedTo, roundsUp, trimmed } from './decimal';

/** The shortest decimal text that reads back to the same number at its precision, never with an exponent. */
export function toText(value: BigFloat): string {
  if (value.form === 'integer') return String(value.value);
  if (value.form === 'infinite') return value.negative ? '-Inf' : '+Inf';
  const decimal = shortest(value);
  return (value.negative ? '-' : '') + fixedText(decimal, Math.max(0, decimal.digits.length - decimal.point));
}

/** The size of a number as Go's `%e`, `%f` and `%g` write it; without a precision `%g` takes the shortest digits. */
export function formatMagnitude(
  value: BigFloat,
  verb: 'e' | 'f' | 'g',
  precision: number | undefined,
): string {
  if (value.form === 'infinite') return 'Inf';
  if (verb === 'e') return exponentText(exactDecimal(value), precision ?? 6);
  if (verb === 'f') return fixedText(exactDecimal(value), precision ?? 6);
  const decimal = precision === undefined ? shortest(value) : roundedTo(exactDecimal(value), precision || 1);
  return generalText(decimal, precision);
}

function generalText(decimal: Decimal, precision: number | undefined): string {
  const count = decimal.digits.length;
  const exponent = count === 0 ? 0 : decimal.point - 1;
  const wanted = precision === undefined ? 6 : precision || 1;
  const limit = precision !== undefined && wanted > count && count >= decimal.point ? count : wanted;
  if (exponent < -4 || exponent >= Math.max(limit, precision === undefined ? 6 : 1)) {
    return exponentText(decimal, Math.max(count - 1, 0));
  }
  return fixedText(decimal, Math.max(count - decimal.point, 0));
}

/** As `%v` writes a number: the shortest digits, an exponent when it is large or tiny. */
export function toGeneralText(value: BigFloat): string {
  if (value.form === 'infinite') return value.negative ? '-Inf' : '+Inf';
  return (isNegative(value) ? '-' : '') + formatMagnitude(value, 'g', undefined);
}

/** The fewest digits that lie between the number and half a unit of its last bit to either side. */
function shortest(value: Exclude<BigFloat, { form: 'infinite' }>): Decimal {
  if (value.form === 'integer' || value.mantissa === 0n) return exactDecimal(value);
  return shortestWithin(intervalOf(value));
}

interface Interval {
  /** Digits of equal length, the point after so many of them. */
  readonly low: string;
  readonly exact: string;
  readonly high: string;
  readonly point: number;
  /** The ends themselves read back to the number too. */
  readonly inclusive: boolean;
}

function intervalOf({ mantissa, exponent, precision }: Binary): Interval {
  const shift = precision + 1 - bitLength(mantissa);
  const middle = mantissa << BigInt(shift);
  const power = exponent - shift;
  const scale = power >= 0 ? 1n << BigInt(power) : 5n ** BigInt(-power);
  const high = ((middle + 1n) * scale).toString();
  const digits = (number: bigint) => (number * scale).toString().padStart(high.length, '0');
  return {
    low: digits(middle - 1n),
    exact: digits(middle),
    high,
    point: high.length - Math.max(0, -power),
    inclusive: (middle & 2n) === 0n,
  };
}

function shortestWithin({ low, exact, high, point, inclusive }: Interval): Decimal {
  const lowLength = trimmed(low, low.length).digits.length;
  const highLength = trimmed(high, high.length).digits.length;
  for (let i = 0; i < exact.length; i++) {
    const digit = exact.charCodeAt(i);
    const upper = high.charCodeAt(i);
    const down = low.charCodeAt(i) !== digit || (inclusive && i + 1 >= lowLength);
    const up = digit !== upper && (inclusive || digit + 1 < upper || i + 1 < highLength);
    if (down || up) return cut(exact, i + 1, { up: down && up ? roundsUp(exact, i + 1) : up, point });
  }
  return trimmed(exact, point);
}

function cut(
  digits: string,
  count: number,
  { up, point }: { readonly up: boolean; readonly point: number },
): Decimal {
  const kept = digits.slice(0, count);
  if (!up) return trimmed(kept, point);
  const raised = (BigInt(kept) + 1n).toString().padStart(count, '0');
  return trimmed(raised, point + raised.length - count);
}
